using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StatelessAnalyzers.Fleet;
using Xunit;

namespace StatelessAnalyzers.Tests.Fleet;

public class SigningKeyMadeByInstanceTests
{
    static readonly ImmutableArray<MetadataReference> Tokens = [.. References.AspNetCore, .. References.IdentityWeb];

    static Task Member(string member) => new RuleTest<SigningKeyMadeByInstance>
    {
        References = Tokens,
        Code = $$"""
            using System.Security.Cryptography;
            using System.Text;
            using Microsoft.IdentityModel.Tokens;
            class Issuer
            {
                {{member}}
            }
            """,
    }.RunAsync();

    // Until the package is restored its calls mean nothing to the compiler.
    [Theory]
    [InlineData("using IdentityServer4;", "builder.Services.AddIdentityServer().AddInMemoryClients(null).{|SLS6002:AddDeveloperSigningCredential|}();")]
    [InlineData("using Duende.IdentityServer;", "builder.Services.AddIdentityServer().{|SLS6002:AddDeveloperSigningCredential|}();")]
    [InlineData("using IdentityServer4;", "if (builder.Environment.IsDevelopment()) builder.Services.AddIdentityServer().AddDeveloperSigningCredential();")]
    [InlineData("using IdentityServer4;", "builder.AddIdentityServer().AddDeveloperSigningCredential();")]
    [InlineData("", "builder.Services.AddIdentityServer().AddDeveloperSigningCredential();")]
    public Task Known_by_its_name_where_its_library_is_not_restored(string import, string registration) => new RuleTest<SigningKeyMadeByInstance>
    {
        CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None,
        Code = $"{import}\nvar builder = WebApplication.CreateBuilder(args);\n{registration}",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("SecurityKey Key() => {|SLS6002:new RsaSecurityKey(RSA.Create())|};")]
    [InlineData("SecurityKey Key() => {|SLS6002:new RsaSecurityKey(RSA.Create(2048))|};")]
    [InlineData("SecurityKey Key() => {|SLS6002:new RsaSecurityKey(new RSACryptoServiceProvider(2048).ExportParameters(true))|};")]
    [InlineData("SecurityKey Key() => {|SLS6002:new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256))|};")]
    [InlineData("SecurityKey Key() { var rsa = RSA.Create(); return {|SLS6002:new RsaSecurityKey(rsa)|}; }")]
    [InlineData("static readonly RSA rsa = RSA.Create(2048); SecurityKey Key() => {|SLS6002:new RsaSecurityKey(rsa)|};")]
    [InlineData("static readonly SecurityKey key = {|SLS6002:new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))|};")]
    [InlineData("SecurityKey Key() { var bytes = new byte[32]; RandomNumberGenerator.Fill(bytes); return {|SLS6002:new SymmetricSecurityKey(bytes)|}; }")]
    [InlineData("SecurityKey Key() { var bytes = new byte[32]; using (var rng = RandomNumberGenerator.Create()) rng.GetBytes(bytes); return {|SLS6002:new SymmetricSecurityKey(bytes)|}; }")]
    [InlineData("SecurityKey Key() => {|SLS6002:new SymmetricSecurityKey(Guid.NewGuid().ToByteArray())|};")]
    [InlineData("SecurityKey Key() => {|SLS6002:new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()))|};")]
    [InlineData("SigningCredentials Sign() => new({|SLS6002:new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))))|}, SecurityAlgorithms.HmacSha256);")]
    [InlineData("TokenValidationParameters P() => new() { IssuerSigningKey = {|SLS6002:new RsaSecurityKey(RSA.Create())|} };")]
    [InlineData("static readonly byte[] key = RandomNumberGenerator.GetBytes(32); string Sign(byte[] text) => Convert.ToHexString(HMACSHA256.HashData({|SLS6002:key|}, text));")]
    [InlineData("readonly byte[] key = RandomNumberGenerator.GetBytes(64); byte[] Sign(byte[] text) { using var hmac = new HMACSHA512({|SLS6002:key|}); return hmac.ComputeHash(text); }")]
    [InlineData("Func<SecurityKey> Lazy() { SecurityKey Local() => {|SLS6002:new RsaSecurityKey(RSA.Create())|}; return Local; }")]
    public Task A_key_made_on_the_spot_is_reported(string member) => Member(member);

    [Theory]
    [InlineData("SecurityKey Key(string pem) { var rsa = RSA.Create(); rsa.ImportFromPem(pem); return new RsaSecurityKey(rsa); }")]
    [InlineData("SecurityKey Key(string xml) { var rsa = RSA.Create(); rsa.FromXmlString(xml); return new RsaSecurityKey(rsa); }")]
    [InlineData("SecurityKey Key() { var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = \"a\" }; Save(key.Rsa.ExportParameters(true)); return key; } void Save(RSAParameters p) { }")]
    [InlineData("SecurityKey Key() { RsaSecurityKey key; key = new RsaSecurityKey(RSA.Create(2048)); Save(key.Rsa.ExportParameters(true)); return key; } void Save(RSAParameters p) { }")]
    [InlineData("SecurityKey Key(RSAParameters p) => new RsaSecurityKey(RSA.Create(p));")]
    [InlineData("SecurityKey Key(RSAParameters p) => new RsaSecurityKey(p);")]
    [InlineData("SecurityKey Key(ECParameters p) => new ECDsaSecurityKey(ECDsa.Create(p));")]
    [InlineData("SecurityKey Key() { var rsa = RSA.Create(); Load(rsa); return new RsaSecurityKey(rsa); } void Load(RSA r) { }")]
    [InlineData("readonly RSA rsa = RSA.Create(); Issuer(string pem) => rsa.ImportFromPem(pem); SecurityKey Key() => new RsaSecurityKey(rsa);")]
    [InlineData("SecurityKey Key(string secret) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));")]
    [InlineData("SecurityKey Key(IConfiguration c) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(c[\"Jwt:Key\"]!));")]
    [InlineData("SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"the same in every instance, a fault of another kind\"));")]
    [InlineData("SecurityKey Key() { byte[] b = File.Exists(\"k\") ? File.ReadAllBytes(\"k\") : RandomNumberGenerator.GetBytes(32); return new SymmetricSecurityKey(b); }")]
    [InlineData("SecurityKey Key() { var rsa = RSA.Create(); File.WriteAllText(\"k\", rsa.ExportRSAPrivateKeyPem()); return new RsaSecurityKey(rsa); }")]
    [InlineData("JsonWebKey Key() => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(RSA.Create()));")]
    [InlineData("JsonWebKey Key() { var key = new RsaSecurityKey(RSA.Create()); return JsonWebKeyConverter.ConvertFromRSASecurityKey(key); }")]
    [InlineData("(byte[], byte[]) Hash(byte[] text) { var salt = RandomNumberGenerator.GetBytes(64); return (salt, HMACSHA512.HashData(salt, text)); }")]
    [InlineData("(byte[], byte[]) Hash(byte[] text) { using var hmac = new HMACSHA512(); return (hmac.Key, hmac.ComputeHash(text)); }")]
    [InlineData("byte[] Sign(byte[] key, byte[] text) => HMACSHA256.HashData(key, text);")]
    [InlineData("byte[] Salt() => RandomNumberGenerator.GetBytes(16);")]
    [InlineData("SecurityKey? Key(IHostEnvironment env) { if (env.IsDevelopment()) return new RsaSecurityKey(RSA.Create()); return null; }")]
    public Task A_key_that_comes_from_elsewhere_or_goes_there_is_silent(string member) => Member(member);

    static Task Server(string package, string source, string code) => new RuleTest<SigningKeyMadeByInstance>
    {
        References = [.. References.AspNetCore, References.Compile(package, source, References.AspNetCore)],
        Code = "var builder = WebApplication.CreateBuilder(args);\n" + code + "\nbuilder.Build().Run();",
    }.RunAsync();

    const string IdentityServer = """
        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IIdentityServerBuilder { }
            public static class IdentityServerServiceCollectionExtensions { public static IIdentityServerBuilder AddIdentityServer(this IServiceCollection services) => null; }
            public static class IdentityServerBuilderExtensionsCrypto
            {
                public static IIdentityServerBuilder AddDeveloperSigningCredential(this IIdentityServerBuilder builder, bool persistKey = true, string filename = null) => builder;
                public static IIdentityServerBuilder AddSigningCredential(this IIdentityServerBuilder builder, string name) => builder;
            }
        }
        """;

    [Theory]
    [InlineData("builder.Services.AddIdentityServer().{|SLS6002:AddDeveloperSigningCredential|}();")]
    [InlineData("var server = builder.Services.AddIdentityServer(); if (args.Length > 0) server.{|SLS6002:AddDeveloperSigningCredential|}(false);")]
    [InlineData("builder.Services.AddIdentityServer().AddSigningCredential(\"CN=shop\");")]
    [InlineData("var server = builder.Services.AddIdentityServer(); if (builder.Environment.IsDevelopment()) server.AddDeveloperSigningCredential();")]
    public Task IdentityServer_and_Duende(string code) => Server("Duende.IdentityServer", IdentityServer, code);

    [Theory]
    [InlineData("builder.Services.AddOpenIddict().AddServer(o => o.{|SLS6002:AddEphemeralEncryptionKey|}().{|SLS6002:AddEphemeralSigningKey|}());")]
    [InlineData("builder.Services.AddOpenIddict().AddServer(o => { o.{|SLS6002:AddDevelopmentEncryptionCertificate|}().{|SLS6002:AddDevelopmentSigningCertificate|}(); });")]
    [InlineData("builder.Services.AddOpenIddict().AddClient(o => o.{|SLS6002:AddEphemeralSigningKey|}());")]
    [InlineData("builder.Services.AddOpenIddict().AddServer(o => o.AddSigningCertificate(\"ab\"));")]
    [InlineData("builder.Services.AddOpenIddict().AddServer(o => { if (builder.Environment.IsDevelopment()) o.AddEphemeralSigningKey(); });")]
    public Task OpenIddict_servers_and_clients(string code) => new RuleTest<SigningKeyMadeByInstance>
    {
        References = [.. References.AspNetCore, .. References.OpenIddict],
        Code = "var builder = WebApplication.CreateBuilder(args);\n" + code + "\nbuilder.Build().Run();",
    }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_type_of_the_user_of_that_name_is_silent() => RuleTest<SigningKeyMadeByInstance>.Run("class RsaSecurityKey(object rsa) { public object R => rsa; static object M() => new RsaSecurityKey(System.Security.Cryptography.RSA.Create()); }");

    [Theory]
    [InlineData("class C { object K() => new Microsoft.IdentityModel.Tokens.RsaSecurityKey(")]
    [InlineData("class C { object k = new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(k); object K() { var b = b; return new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(b); } }")]
    public Task Broken_code(string code) => RuleTest<SigningKeyMadeByInstance>.Survives(code, Tokens);
}
