using StatelessAnalyzers.Data;
using Xunit;

namespace StatelessAnalyzers.Tests.Data;

public class ConnectionTextTests
{
    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("DataSource=:memory:;Cache=Shared")]
    [InlineData("data source = :Memory:")]
    [InlineData("Data Source=Shop;Mode=Memory")]
    [InlineData("Data Source=file:shop?mode=memory&cache=shared")]
    [InlineData("file::memory:?cache=shared")]
    [InlineData("FullUri=file::memory:")]
    [InlineData("Filename=:memory:")]
    [InlineData(":memory:")]
    public void Is_in_memory(string text) => Assert.Equal(DatabasePlace.Memory, ConnectionText.PlaceOf(text));

    [Theory]
    [InlineData("Data Source=shop.db")]
    [InlineData("Data Source='App_Data/shop.sqlite3'")]
    [InlineData(@"Server=(localdb)\MSSQLLocalDB;Database=Shop")]
    [InlineData(@"Data Source=(LocalDB)\v11.0;AttachDbFilename=|DataDirectory|\Shop.mdf")]
    [InlineData(@"Data Source=.\SQLEXPRESS;AttachDbFilename=C:\shop.mdf")]
    [InlineData("Data Source=|DataDirectory|Shop")]
    [InlineData(@"Provider=Microsoft.Jet.OLEDB.4.0;Data Source=C:\shop.mdb;")]
    [InlineData("C:\\data\\shop.litedb")]
    public void Is_a_file(string text) => Assert.Equal(DatabasePlace.File, ConnectionText.PlaceOf(text));

    [Theory]
    [InlineData("Data Source=cities.db;Mode=ReadOnly")]
    [InlineData("Data Source=cities.db;Read Only=True")]
    [InlineData("Data Source=file:cities.db?mode=ro")]
    [InlineData("Data Source=file:cities.db?immutable=1")]
    [InlineData("Filename=:temp:")]
    public void Keeps_nothing(string text) => Assert.Equal(DatabasePlace.Harmless, ConnectionText.PlaceOf(text));

    [Theory]
    [InlineData("")]
    [InlineData(";;=;")]
    [InlineData("Server=db.internal;Database=shop.db")]
    [InlineData("Host=aurora;Username=app")]
    [InlineData("localhost:6379")]
    [InlineData("AttachDbFilename=;Server=db")]
    [InlineData("Mode=ReadWriteCreate")]
    public void Does_not_say(string text) => Assert.Equal(DatabasePlace.Unknown, ConnectionText.PlaceOf(text));
}
