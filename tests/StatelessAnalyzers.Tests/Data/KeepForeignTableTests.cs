using StatelessAnalyzers.Data;
using StatelessAnalyzers.Memory;
using StatelessAnalyzers.Tests.Rewriting;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

/// <summary>A collection that one type declares and others change.</summary>
public class KeepForeignTableTests
{
    static string Store(string declaration, string add = "villa.Id = VillaStore.Villas.OrderByDescending(v => v.Id).First().Id + 1;") => $$"""
        using Microsoft.AspNetCore.Mvc;

        public static class VillaStore
        {
            {{declaration}} = new() { new Villa { Id = 1, Name = "Pool" }, new Villa { Id = 2, Name = "Beach" } };
        }

        [ApiController]
        public class VillasController : ControllerBase
        {
            [HttpGet]
            public ActionResult<IEnumerable<Villa>> Get() => Ok(VillaStore.Villas);

            [HttpPost]
            public ActionResult<Villa> Post(Villa villa)
            {
                {{add}}
                VillaStore.Villas.Add(villa);
                return villa;
            }

            [HttpDelete]
            public IActionResult Delete(int id)
            {
                var villa = VillaStore.Villas.FirstOrDefault(v => v.Id == id);
                if (villa == null)
                    return NotFound();
                VillaStore.Villas.Remove(villa);
                return NoContent();
            }
        }

        public class Villa
        {
            public int Id { get; set; }

            public string Name { get; set; } = "";
        }

        """;

    static Task<Fixed> FixAsync(string code) => FixRun<LongLivedState, KeepInTable>.RunAsync(new Workshop { References = References.Everything }.Project(
        "Web", [("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n"), ("Villas.cs", code)], application: true));

    [Theory]
    [InlineData("public static List<Villa> Villas")]
    [InlineData("public static readonly List<Villa> Villas")]
    [InlineData("public static List<Villa> Villas { get; }")]
    public async Task Becomes_a_table_with_all_its_uses(string declaration)
    {
        var result = await FixAsync(Store(declaration));
        Assert.Empty(result.Refused);
        var code = result.Text("/0/Web/Villas.cs");
        Assert.DoesNotContain("VillaStore.Villas", code, StringComparison.Ordinal);
        Assert.Contains("villa.Id = (int)await _redis.GetDatabase().StringIncrementAsync(\"Villa.lastId\") + 2;", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("villa.Id = (VillaStore.Villas.OrderByDescending(v => v.Id).FirstOrDefault()?.Id ?? 0) + 1;", true)]
    [InlineData("villa.Id = VillaStore.Villas.OrderByDescending(v => v.Id).Last().Id + 1;", false)]
    [InlineData("villa.Id = VillaStore.Villas.OrderByDescending(v => v.Name).First().Id + 1;", false)]
    [InlineData("villa.Id = VillaStore.Villas.OrderByDescending(v => v.Id).First(v => v.Id > 0).Id + 1;", false)]
    [InlineData("villa.Id = VillaStore.Villas.First().Id + 1;", false)]
    public async Task The_greatest_key_is_that_of_the_first_in_descending_order_alone(string add, bool isGreatest) =>
        Assert.Equal(isGreatest, (await FixAsync(Store("public static List<Villa> Villas", add))).Text("/0/Web/Villas.cs").Contains("StringIncrement", StringComparison.Ordinal));

    [Fact]
    public async Task A_property_that_can_be_set_is_refused()
    {
        var result = await FixAsync(Store("public static List<Villa> Villas { get; set; }"));
        Assert.Equal(0, result.Applied);
        Assert.All(result.Refused, r => Assert.Contains("the property is more than a place for the collection", r, StringComparison.Ordinal));
    }
}
