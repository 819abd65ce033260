using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using Xunit;

namespace StatelessAnalyzers.Tests.Platform;

public class DeploymentArmsTests
{
    [Theory]
    [InlineData("if (env.IsDevelopment()) Here();")]
    [InlineData("if (env.IsDevelopment()) { Here(); }")]
    [InlineData("if (builder.Environment.IsDevelopment()) { Do(() => { Here(); }); }")]
    [InlineData("if (env?.IsDevelopment() == true) Here();")]
    [InlineData("if (HostEnvironmentEnvExtensions.IsDevelopment(env)) Here();")]
    [InlineData("if (!env.IsProduction()) Here();")]
    [InlineData("if (env.IsProduction()) { } else Here();")]
    [InlineData("if (env.IsProduction()) { } else if (x) Here();")]
    [InlineData("if (x) { } else if (env.IsDevelopment()) Here();")]
    [InlineData("if (env.IsDevelopment() == true) Here();")]
    [InlineData("if (env.IsProduction() == false) Here();")]
    [InlineData("if (env.IsDevelopment() is true) Here();")]
    [InlineData("if (env.IsProduction() is not true) Here();")]
    [InlineData("if (env.IsEnvironment(\"Development\")) Here();")]
    [InlineData("if (env.IsEnvironment(Environments.Development)) Here();")]
    [InlineData("if (env.IsEnvironment(\"IntegrationTests\")) Here();")]
    [InlineData("if (env.EnvironmentName == \"Development\") Here();")]
    [InlineData("if (\"Development\" == env.EnvironmentName) Here();")]
    [InlineData("if (env.EnvironmentName == \"Local\") Here();")]
    [InlineData("if (env.EnvironmentName == Environments.Development) Here();")]
    [InlineData("if (env.EnvironmentName == Microsoft.Extensions.Hosting.Environments.Development) Here();")]
    [InlineData("if (env.EnvironmentName == EnvironmentName.Development) Here();")]
    [InlineData("if (env.EnvironmentName != \"Production\") Here();")]
    [InlineData("if (env.EnvironmentName is \"Development\" or \"Test\") Here();")]
    [InlineData("if (env.EnvironmentName is not \"Production\") Here();")]
    [InlineData("if (env.EnvironmentName.Equals(\"development\", StringComparison.OrdinalIgnoreCase)) Here();")]
    [InlineData("if (\"Development\".Equals(env.EnvironmentName)) Here();")]
    [InlineData("if (string.Equals(env.EnvironmentName, \"Development\", StringComparison.Ordinal)) Here();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") == \"Development\") Here();")]
    [InlineData("var name = Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\"); if (name == \"Development\") Here();")]
    [InlineData("const string Dev = \"Development\"; if (env.EnvironmentName == Dev) Here();")]
    [InlineData("if (config[\"DOTNET_ENVIRONMENT\"] == \"Development\") Here();")]
    [InlineData("if (env.IsLocal()) Here();")]
    [InlineData("if (Debugger.IsAttached) Here();")]
    [InlineData("if (System.Diagnostics.Debugger.IsAttached) Here();")]
    [InlineData("if (settings.IsDevelopment) Here();")]
    public void An_environment_check_makes_a_development_arm(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("if (env.IsDevelopment() && x) Here();")]
    [InlineData("if (x && env.IsDevelopment()) Here();")]
    [InlineData("if (env.IsDevelopment() || env.IsEnvironment(\"Test\")) Here();")]
    [InlineData("if (!(env.IsProduction() || x)) Here();")]
    [InlineData("if (!(!env.IsDevelopment())) Here();")]
    [InlineData("if (env.IsDevelopment()) { if (x) { Here(); } }")]
    [InlineData("if (x) { if (env.IsDevelopment()) { Here(); } }")]
    [InlineData("if (env.IsProduction() || x) { } else Here();")]
    [InlineData("var y = env.IsDevelopment() && Here();")]
    [InlineData("var y = env.IsProduction() || Here();")]
    [InlineData("var y = env.IsDevelopment() ? Here() : There();")]
    [InlineData("var y = !env.IsDevelopment() ? There() : Here();")]
    public void Conditions_combine(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": Here(); break; default: There(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Test\": case \"Development\": Here(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Production\": There(); break; default: Here(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\" or \"Test\": Here(); break; }")]
    [InlineData("switch (env) { case var e when e.IsDevelopment(): Here(); break; }")]
    [InlineData("switch (env.IsDevelopment()) { case true: Here(); break; case false: There(); break; }")]
    [InlineData("var y = env.EnvironmentName switch { \"Development\" => Here(), _ => There() };")]
    [InlineData("var y = env.EnvironmentName switch { \"Production\" => There(), _ => Here() };")]
    [InlineData("var y = env.EnvironmentName switch { \"Test\" or \"Development\" => Here(), _ => There() };")]
    [InlineData("var y = env.IsDevelopment() switch { true => Here(), false => There() };")]
    [InlineData("var y = env switch { _ when env.IsDevelopment() => Here(), _ => There() };")]
    public void Switches_have_development_arms(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("if (!env.IsDevelopment()) { return; } Here();")]
    [InlineData("if (!env.IsDevelopment()) return; { Here(); }")]
    [InlineData("if (env.IsProduction()) throw new Exception(); Here();")]
    [InlineData("if (env.IsDevelopment()) { There(); } else { return; } Here();")]
    [InlineData("foreach (var y in x) { if (env.IsProduction()) continue; Here(); }")]
    [InlineData("switch (x) { case 1: if (env.IsProduction()) break; Here(); break; }")]
    public void What_follows_an_early_exit_of_production_is_development(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("var isDev = env.IsDevelopment(); if (isDev) Here();")]
    [InlineData("bool dev = builder.Environment.IsDevelopment() || builder.Environment.IsEnvironment(\"Test\"); if (dev) { Here(); }")]
    [InlineData("var live = env.IsProduction(); if (!live) Here();")]
    [InlineData("var a = env.IsDevelopment(); var b = a; Do(() => { if (b) Here(); });")]
    [InlineData("const bool UseIt = false; if (UseIt) Here();")]
    [InlineData("switch (x) { case 1: var d = env.IsDevelopment(); if (d) Here(); break; }")]
    public void Locals_hold_conditions(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("readonly IWebHostEnvironment _env; void M() { if (_env.IsDevelopment()) Here(); }")]
    [InlineData("readonly bool _dev = Env.IsDevelopment(); void M() { if (_dev) Here(); }")]
    [InlineData("readonly bool _dev; C(IHostEnvironment env) { _dev = env.IsDevelopment(); } void M() { if (_dev) Here(); }")]
    [InlineData("readonly bool _dev; C(IHostEnvironment env) => _dev = env.IsDevelopment(); void M() { if (this._dev) Here(); }")]
    [InlineData("bool Dev => _env.IsDevelopment(); void M() { if (Dev) Here(); }")]
    [InlineData("bool Dev { get { return _env.IsDevelopment(); } } void M() { if (Dev) Here(); }")]
    [InlineData("bool Dev { get; } = Env.IsDevelopment(); void M() { if (Dev) Here(); }")]
    [InlineData("bool Dev { get; } C(IHostEnvironment env) { this.Dev = env.IsDevelopment(); } void M() { if (Dev) Here(); }")]
    [InlineData("void M(bool isDevelopment) { if (isDevelopment) Here(); }")]
    [InlineData("void M(bool isProduction) { if (!isProduction) Here(); }")]
    [InlineData("public void ConfigureDevelopmentServices(IServiceCollection services) { Here(); }")]
    [InlineData("public void ConfigureDevelopment(IApplicationBuilder app) => Here();")]
    public void Members_of_a_startup_class_hold_conditions(string members) => Assert.Equal(DeploymentArm.Development, InType(members));

    [Theory]
    [InlineData("#if DEBUG\nHere();\n#endif")]
    [InlineData("#if DEBUG && FAST\nHere();\n#endif")]
    [InlineData("#if (DEBUG)\nHere();\n#else\nThere();\n#endif")]
    [InlineData("#if !DEBUG\nThere();\n#else\nHere();\n#endif")]
    [InlineData("#if RELEASE\nThere();\n#elif DEBUG\nHere();\n#endif")]
    [InlineData("#if DEBUG\n#if FAST\nHere();\n#endif\n#endif")]
    [InlineData("#if DEBUG\nif (x)\n#endif\n{ }\n#if DEBUG\nHere();\n#endif")]
    public void Debug_regions_are_development(string body) => Assert.Equal(DeploymentArm.Development, InMethod(body));

    [Theory]
    [InlineData("Here();")]
    [InlineData("if (env.IsProduction()) Here();")]
    [InlineData("if (!env.IsDevelopment()) Here();")]
    [InlineData("if (env.IsDevelopment()) There(); Here();")]
    [InlineData("if (env.IsDevelopment()) { There(); } else { Here(); }")]
    [InlineData("if (env.IsDevelopment()) { There(); return; } Here();")]
    [InlineData("if (env.IsDevelopment()) return; Here();")]
    [InlineData("if (env.IsProduction()) { There(); } Here();")]
    [InlineData("if (env.IsProduction()) { There2(); return; } void There2() { Here(); }")]
    [InlineData("Here(); if (env.IsProduction()) return; There();")]
    [InlineData("if (env.IsDevelopment() || env.IsProduction()) Here();")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": There(); break; default: Here(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Production\": Here(); break; }")]
    [InlineData("var y = env.EnvironmentName switch { \"Development\" => There(), _ => Here() };")]
    [InlineData("var y = env.IsDevelopment() ? There() : Here();")]
    [InlineData("if (Here()) There();")]
    [InlineData("if (env.IsDevelopment() && Other()) There(); else if (env.IsProduction()) Here();")]
    [InlineData("#if DEBUG\nThere();\n#endif\nHere();")]
    [InlineData("#region Start\nHere();\n#endregion")]
    [InlineData("#nullable enable\nHere();")]
    public void Everything_else_always_runs(string body) => Assert.Equal(DeploymentArm.Always, InMethod(body));

    [Theory]
    [InlineData("if (x) Here();")]
    [InlineData("if (env.IsStaging()) Here();")]
    [InlineData("if (env.IsDevelopment() || x) Here();")]
    [InlineData("if (env.IsDevelopment() || env.IsStaging()) Here();")]
    [InlineData("if (env.IsEnvironment(name)) Here();")]
    [InlineData("if (env.EnvironmentName == \"Blue\") Here();")]
    [InlineData("if (config[\"Cache\"] == \"Local\") Here();")]
    [InlineData("if (storage.Kind == StorageKind.Local) Here();")]
    [InlineData("if (level == LogLevel.Debug) Here();")]
    [InlineData("switch (storage.Kind) { case StorageKind.Local: Here(); break; }")]
    [InlineData("var y = storage switch { \"Local\" => Here(), _ => There() };")]
    [InlineData("var dev = false; if (args.Length > 0) dev = true; if (dev) Here();")]
    [InlineData("var dev = env.IsDevelopment(); if (x) dev = true; if (dev) Here();")]
    [InlineData("if (account.IsLocal()) Here();")]
    [InlineData("foreach (var a in b) { if (c) Here(); }")]
    [InlineData("#if FAST\nHere();\n#endif")]
    [InlineData("#if DEBUG || FAST\nHere();\n#endif")]
    public void A_condition_that_cannot_be_judged_is_neither(string body) => Assert.Equal(DeploymentArm.Conditional, InMethod(body));

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nif (builder.Environment.IsDevelopment())\n    Here();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar dev = builder.Environment.IsDevelopment();\nif (dev) { Here(); }")]
    [InlineData("if (!env.IsDevelopment()) return;\nHere();")]
    public void Top_level_statements_count(string program) => Assert.Equal(DeploymentArm.Development, Arm(program));

    [Theory]
    [InlineData("bool a = b; bool b = a; if (a) Here();")]
    [InlineData("bool a = a; if (a) Here();")]
    [InlineData("if () Here();")]
    [InlineData("if (env.IsEnvironment()) Here();")]
    [InlineData("if (env. == ) Here();")]
    [InlineData("if (env is ) Here();")]
    [InlineData("switch () { case : Here(); }")]
    [InlineData("var y = x switch { => Here(), };")]
    [InlineData("#if\nHere();\n#elif\n#else\n#else\n#endif\n#endif")]
    [InlineData("#if FAST\nHere();")]
    public void Broken_code_is_judged_without_failing(string body) => _ = InMethod(body);

    [Fact]
    public void A_member_that_means_itself_ends() => Assert.Equal(DeploymentArm.Conditional, InType("bool A => B; bool B => A; void M() { if (A) Here(); }"));

    [Fact]
    public void A_very_long_condition_ends() =>
        Assert.Equal(DeploymentArm.Conditional, InMethod($"if ({string.Join(" || ", Enumerable.Repeat("env.IsDevelopment()", 3000))}) Here();"));

    static DeploymentArm InMethod(string body) => InType("void M() {\n" + body + "\n}");

    static DeploymentArm InType(string members) => Arm("class C {\n" + members + "\n}");

    static DeploymentArm Arm(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(preprocessorSymbols: ["DEBUG", "FAST"]));
        var here = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.Expression.ToString() == "Here");
        return here is null ? DeploymentArm.Always : DeploymentArms.Of(here);
    }
}
