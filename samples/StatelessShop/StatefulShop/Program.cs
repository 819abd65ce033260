using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.S3;
using Amazon.SQS;
using Medallion.Threading;
using Medallion.Threading.Redis;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Serilog;
using StackExchange.Redis;
using StatefulShop;
using StatefulShop.Api;
using StatefulShop.Services;
using StatefulShop.Services.Catalogue;

var builder = WebApplication.CreateBuilder(args);

builder.Host.UseSerilog((context, log) => log
    .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
    .WriteTo.Console());

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddShopServices(builder.Configuration);

builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
builder.Services.AddSession(options =>
{
    options.IdleTimeout = TimeSpan.FromMinutes(30);
    options.Cookie.HttpOnly = true;
    options.Cookie.IsEssential = true;
});

builder.Services.AddControllersWithViews(options => options.Filters.Add<MissingProductFilter>())
    .AddSessionStateTempDataProvider();
builder.Services.AddRazorPages();
builder.Services.AddSignalR().AddStackExchangeRedis(builder.Configuration.GetConnectionString("Redis")!);
builder.Services.AddOutputCache();
builder.Services.AddRateLimiter(options =>
{
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.AddFixedWindowLimiter("orders", limiter =>
    {
        limiter.PermitLimit = 30;
        limiter.Window = TimeSpan.FromMinutes(1);
    });
});
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options =>
    {
        options.LoginPath = "/Account/Login";
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
    });
builder.Services.AddAuthorization();
builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration.GetConnectionString("Redis")!));
builder.Services.AddDataProtection().SetApplicationName("StatefulShop");
builder.Services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer>((options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "DataProtection-Keys"));
builder.Services.AddSingleton<IDistributedLockProvider>(provider => new RedisDistributedSynchronizationProvider(provider.GetRequiredService<IConnectionMultiplexer>().GetDatabase()));
builder.Services.AddHybridCache();
builder.Services.AddStackExchangeRedisOutputCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
builder.Services.AddDefaultAWSOptions(builder.Configuration.GetAWSOptions());
builder.Services.AddAWSService<IAmazonS3>();
builder.Services.AddAWSService<IAmazonSQS>();
builder.Services.AddAWSService<IAmazonDynamoDB>();
builder.Services.AddSingleton<IDynamoDBContext>(provider => new DynamoDBContextBuilder().WithDynamoDBClient(provider.GetRequiredService<IAmazonDynamoDB>).ConfigureContext(context => { context.ConsistentRead = true; context.IsEmptyStringValueEnabled = true; context.Conversion = DynamoDBEntryConversion.V2; }).Build());
builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString("Redis")!);

var feeds = Path.Combine(builder.Environment.ContentRootPath, "App_Data", "feeds");
Directory.CreateDirectory(feeds);

var app = builder.Build();
await CatalogueSeed.SeedAsync(app.Services);

if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/Home/Error");
}

app.UseStaticFiles();
app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(feeds), RequestPath = "/feeds" });
app.UseRouting();
app.UseMiddleware<RequestTiming>();
app.UseSession();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseOutputCache();

var pings = 0;
app.MapGet("/api/ping", () => Results.Ok(new { Pings = ++pings }));

app.MapCatalogue();
app.MapOrders();
app.MapReturns();
app.MapReviews();
app.MapNewsletter();
app.MapHub<SupportHub>("/hubs/support");
app.MapRazorPages();
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
app.MapGet("/uploads/{**name}", async (string name, IAmazonS3 s3, IConfiguration configuration, CancellationToken cancellationToken) =>
{
    if (!new FileExtensionContentTypeProvider().TryGetContentType(name, out var contentType))
    {
        return Results.NotFound();
    }

    try
    {
        var found = await s3.GetObjectAsync(configuration["Storage:Bucket"], $"uploads/{name}", cancellationToken);
        return Results.Stream(found.ResponseStream, contentType);
    }
    catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
    {
        return Results.NotFound();
    }
}).AllowAnonymous();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
app.MapHealthChecks("/health/ready").AllowAnonymous().ShortCircuit();

app.Run();
