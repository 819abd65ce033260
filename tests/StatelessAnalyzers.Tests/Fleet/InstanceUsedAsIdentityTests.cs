using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class InstanceUsedAsIdentityTests
{
    static Task Member(string member) => new RuleTest<InstanceUsedAsIdentity>
    {
        References = References.Known,
        Code = $$"""
            using System.Net;
            using System.Security.Cryptography;
            using System.Text;
            using Amazon.S3.Model;
            using Amazon.SQS;
            using Microsoft.AspNetCore.DataProtection;
            using Microsoft.Extensions.Caching.Distributed;
            using Microsoft.Extensions.Caching.Hybrid;
            using Microsoft.Extensions.Caching.Memory;
            using StackExchange.Redis;
            class Service(IDistributedCache cache, IDatabase redis, HybridCache hybrid, IMemoryCache memory, IAmazonSQS sqs, ILogger<Service> logger)
            {
                {{member}}
                object Everything => (cache, redis, hybrid, memory, sqs, logger);
            }
            """,
    }.RunAsync();

    [Theory]
    [InlineData("void M() => cache.SetString({|SLS6007:\"job:\" + Environment.MachineName|}, \"x\");")]
    [InlineData("Task M() => cache.SetStringAsync({|SLS6007:$\"job:{Environment.MachineName}\"|}, \"x\");")]
    [InlineData("Task M() { var key = string.Format(\"job:{0}\", Dns.GetHostName()); return cache.RemoveAsync({|SLS6007:key|}); }")]
    [InlineData("readonly string owner = Environment.MachineName; void M() => redis.LockTake(\"lock\", {|SLS6007:owner|}, TimeSpan.FromMinutes(1));")]
    [InlineData("static string Owner => $\"{Environment.MachineName}:{Environment.ProcessId}\"; Task M() => redis.LockTakeAsync(\"lock\", {|SLS6007:Owner|}, TimeSpan.FromMinutes(1));")]
    [InlineData("void M() => redis.StringSet({|SLS6007:\"seen:\" + Dns.GetHostName()|}, 1);")]
    [InlineData("void M() => redis.HashSet(\"leaders\", \"current\", {|SLS6007:System.Diagnostics.Process.GetCurrentProcess().Id|});")]
    [InlineData("ValueTask M() => hybrid.RemoveAsync({|SLS6007:Environment.GetEnvironmentVariable(\"HOSTNAME\") + \":x\"|});")]
    [InlineData("void M(IHostEnvironment env) => cache.Remove({|SLS6007:Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(env.ContentRootPath)))|});")]
    [InlineData("Task M() => sqs.CreateQueueAsync({|SLS6007:\"q-\" + Environment.MachineName|});")]
    [InlineData("object M() => new PutObjectRequest { Key = {|SLS6007:$\"{Environment.MachineName}/report.csv\"|} };")]
    [InlineData("void M(IServiceCollection s) => s.AddDataProtection().SetApplicationName({|SLS6007:Environment.MachineName|});")]
    [InlineData("void M(IServiceCollection s) => s.AddStackExchangeRedisCache(o => o.InstanceName = {|SLS6007:Environment.MachineName|});")]
    [InlineData("void M(HttpContext c) => cache.Remove({|SLS6007:c.Connection.LocalIpAddress!.ToString()|});")]
    public Task A_name_of_the_instance_in_shared_data_is_reported(string member) => Member(member);

    [Theory]
    [InlineData("void M() => logger.LogInformation(\"On {Machine}\", Environment.MachineName);")]
    [InlineData("void M() => Console.WriteLine(Environment.ProcessId);")]
    [InlineData("void M(HttpContext c) => c.Response.Headers[\"X-Served-By\"] = Environment.MachineName;")]
    [InlineData("void M(HttpClient c) => c.DefaultRequestHeaders.UserAgent.ParseAdd(Environment.MachineName);")]
    [InlineData("void M() { using var a = new System.Diagnostics.Activity(\"x\"); a.SetTag(\"host\", Environment.MachineName); }")]
    [InlineData("object M() => new { status = \"ok\", host = Dns.GetHostName() };")]
    [InlineData("void M() => memory.Set(Environment.MachineName, 1);")]
    [InlineData("void M() => cache.SetString(\"last\", Environment.MachineName);")]
    [InlineData("readonly string owner = $\"{Environment.MachineName}:{Guid.NewGuid()}\"; void M() => redis.LockTake(\"lock\", owner, TimeSpan.FromMinutes(1));")]
    [InlineData("void M(string user) => cache.SetString(\"user:\" + user, \"x\");")]
    [InlineData("void M(IHostEnvironment e) { if (e.IsDevelopment()) cache.Remove(Environment.MachineName); }")]
    [InlineData("void M() => cache.Remove(Path.Combine(Environment.GetEnvironmentVariable(\"REGION\")!, \"x\"));")]
    [InlineData("string Name(string machine) => machine; void M() => cache.Remove(Name(Environment.MachineName));")]
    [InlineData("void M(Order o) => cache.Remove(o.MachineName);")]
    public Task Names_for_people_and_keys_that_all_instances_share_are_silent(string member) => Member(member + "record Order(string MachineName);");

    static Task Record(string member) => Member(member + """
        interface IRepository { void Add(Entry e); void Log(Entry e); }
        class Entry { public string? Reference { get; set; } public string? MachineName { get; set; } public int Id { get; set; } public string? LockedBy { get; set; } }
        """);

    [Theory]
    [InlineData("void M(IRepository r, int n) { var e = new Entry { Reference = {|SLS6007:$\"{Environment.MachineName}-{n}\"|} }; r.Add(e); }")]
    [InlineData("void M(IRepository r) => r.Add(new Entry { Id = {|SLS6007:Environment.ProcessId|} });")]
    [InlineData("void M(Microsoft.EntityFrameworkCore.DbSet<Entry> entries) => entries.Add(new Entry { LockedBy = {|SLS6007:Environment.MachineName|} });")]
    public Task Records_that_the_instance_names_are_reported(string member) => Record(member);

    [Theory]
    [InlineData("void M(IRepository r) => r.Add(new Entry { MachineName = Environment.MachineName });")]
    [InlineData("void M(IRepository r) => r.Log(new Entry { Reference = Environment.MachineName });")]
    [InlineData("void M(List<Entry> l) => l.Add(new Entry { Reference = Environment.MachineName });")]
    [InlineData("void M(IRepository r) => r.Add(new Entry { Reference = $\"{Environment.MachineName}-{Guid.NewGuid()}\" });")]
    public Task Records_that_only_tell_where_are_silent(string member) => Record(member);

    const string IdGen = "namespace IdGen { public class IdGenerator { public IdGenerator(int generatorId) { } } }";

    [Theory]
    [InlineData("{|SLS6007:Environment.ProcessId % 1024|}")]
    [InlineData("{|SLS6007:Environment.MachineName.GetHashCode() & 1023|}")]
    [InlineData("7")]
    public Task Workers_of_an_id_generator(string id) => new RuleTest<InstanceUsedAsIdentity>
    {
        References = [.. References.AspNetCore, References.Compile("IdGen", IdGen, References.NetCore)],
        Code = $"class Ids {{ readonly IdGen.IdGenerator generator = new({id}); public object G => generator; }}",
    }.RunAsync();

    [Fact]
    public Task Types_of_the_user_of_those_names_are_silent() => RuleTest<InstanceUsedAsIdentity>.Run("""
        static class Machine { public static string MachineName => "x"; }
        class Cache { public void Remove(string key) { } void M() { Remove(System.Environment.MachineName); Remove(Machine.MachineName); } }
        """);

    [Theory]
    [InlineData("class C { string k = k; void M(Microsoft.Extensions.Caching.Distributed.IDistributedCache c) { var x = x + x; c.Remove(x); c.Remove(k); c.Remove( } }")]
    [InlineData("class C { void M(Microsoft.Extensions.Caching.Distributed.IDistributedCache c) => c.Remove(System.Environment.")]
    public Task Broken_code(string code) => RuleTest<InstanceUsedAsIdentity>.Survives(code, References.AspNetCore);
}
