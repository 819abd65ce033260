using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.FileProviders;
using Serilog;
using StatefulShop;
using StatefulShop.Api;
using StatefulShop.Services;
using StatefulShop.Services.Catalogue;

var builder = WebApplication.CreateBuilder(args);

builder.Host.UseSerilog((context, log) => log
    .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
    .WriteTo.Console()
    .WriteTo.File("logs/shop-.log", rollingInterval: RollingInterval.Day));

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddShopServices(builder.Configuration);

builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession(options =>
{
    options.IdleTimeout = TimeSpan.FromMinutes(30);
    options.Cookie.HttpOnly = true;
    options.Cookie.IsEssential = true;
});

builder.Services.AddControllersWithViews(options => options.Filters.Add<MissingProductFilter>())
    .AddSessionStateTempDataProvider();
builder.Services.AddRazorPages();
builder.Services.AddSignalR();
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

app.Run();
