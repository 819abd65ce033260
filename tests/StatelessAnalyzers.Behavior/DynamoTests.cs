using System.Globalization;
using StatelessAnalyzers.EndToEnd;
using StatelessAnalyzers.ScaleOut;
using Xunit;

namespace StatelessAnalyzers.Behavior;

/// <summary>Records that the fixes of SLS4003, SLS4004 and SLS3004 move to DynamoDB.</summary>
public class DynamoTests(PackedPackage package)
{
    const string Program = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Shelf>();
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapHealthChecks("/health");

        var notes = new List<Note>();
        app.MapGet("/notes", () => notes);
        app.MapGet("/notes/count", () => notes.Count);
        app.MapGet("/notes/longer", (int than) => notes.Where(n => n.Text.Length > than).OrderBy(n => n.Text).Select(n => n.Text));
        app.MapGet("/notes/{id:guid}", (Guid id) => notes.FirstOrDefault(n => n.Id == id) is { } note ? Results.Ok(note) : Results.NotFound());
        app.MapGet("/notes/{id:guid}/any", (Guid id) => notes.Any(n => n.Id == id));
        app.MapPost("/notes", (Note note) =>
        {
            notes.Add(note);
            return Results.Created($"/notes/{note.Id}", note);
        });
        app.MapPut("/notes/{id:guid}", (Guid id, Note input) =>
        {
            var note = notes.Find(n => n.Id == id);
            if (note is null)
            {
                return Results.NotFound();
            }

            note.Text = input.Text;
            note.Author = input.Author;
            note.Kind = input.Kind;
            note.Stars = input.Stars;
            note.Price = input.Price;
            note.IsDone = input.IsDone;
            return Results.Ok(note);
        });
        app.MapPut("/notes/{id:guid}/whole", (Guid id, Note input) =>
        {
            var index = notes.FindIndex(n => n.Id == id);
            if (index == -1)
                return Results.NotFound();
            var old = notes[index].Text;
            input.Id = id;
            notes[index] = input;
            return Results.Ok(old);
        });
        app.MapDelete("/notes/{id:guid}/place", (Guid id) =>
        {
            var index = notes.FindIndex(n => n.Id == id);
            if (index < 0)
                return Results.NotFound();
            notes.RemoveAt(index);
            return Results.NoContent();
        });
        app.MapDelete("/notes/{id:guid}", (Guid id) => notes.RemoveAll(n => n.Id == id) > 0 ? Results.NoContent() : Results.NotFound());
        app.MapDelete("/notes/{id:guid}/found", (Guid id) =>
        {
            var note = notes.SingleOrDefault(n => n.Id == id);
            if (note == null)
                return Results.NotFound();
            notes.Remove(note);
            return Results.Ok(note);
        });

        app.MapGet("/books", async (Shelf shelf) => shelf.All());
        app.MapGet("/books/of", async (string author, Shelf shelf) => shelf.Of(author));
        app.MapGet("/books/count", async (Shelf shelf) => shelf.Count());
        app.MapGet("/books/{isbn}", async (string isbn, Shelf shelf) => shelf.Find(isbn) is { } book ? Results.Ok(book) : Results.NotFound());
        app.MapGet("/books/{isbn}/title", async (string isbn, Shelf shelf) => shelf.TitleOf(isbn));
        app.MapPost("/books", async (Book book, Shelf shelf) => shelf.TryAdd(book) ? Results.Ok() : Results.Conflict());
        app.MapPut("/books", async (Book book, Shelf shelf) => shelf.Put(book));
        app.MapPut("/books/{isbn}/pages", async (string isbn, int pages, Shelf shelf) => shelf.Correct(isbn, pages));
        app.MapDelete("/books/{isbn}", async (string isbn, Shelf shelf) => shelf.Take(isbn));
        app.MapDelete("/books/{isbn}/now", async (string isbn, Shelf shelf) => shelf.Remove(isbn));
        app.Run();

        public enum Kind { Plain, Urgent }

        public class Note
        {
            public Guid Id { get; set; }

            public string Text { get; set; } = "";

            public string? Author { get; set; }

            public Kind Kind { get; set; }

            public int? Stars { get; set; }

            public decimal Price { get; set; }

            public bool IsDone { get; set; }
        }

        public sealed class Book
        {
            public required string Isbn { get; init; }

            public string Title { get; init; } = "";

            public string Author { get; init; } = "";

            public long Pages { get; init; }
        }

        public class Shelf
        {
            private readonly ConcurrentDictionary<string, Book> _books = new();

            public IEnumerable<Book> All() => _books.Values;

            public List<Book> Of(string author) => _books.Values.Where(b => b.Author == author).ToList();

            public int Count() => _books.Count;

            public Book? Find(string isbn) => _books.GetValueOrDefault(isbn);

            public string TitleOf(string isbn) => _books.TryGetValue(isbn, out var book) ? book.Title : "none";

            public bool TryAdd(Book book) => _books.TryAdd(book.Isbn, book);

            public void Put(Book book) => _books[book.Isbn] = book;

            public bool Correct(string isbn, int pages)
            {
                if (!_books.ContainsKey(isbn))
                {
                    return false;
                }

                _books[isbn] = new Book { Isbn = isbn, Title = "Corrected", Pages = pages };
                return true;
            }

            public string Take(string isbn)
            {
                if (!_books.TryRemove(isbn, out var book))
                {
                    return "nothing";
                }

                return book.Title;
            }

            public bool Remove(string isbn) => _books.TryRemove(isbn, out _);
        }

        """;

    static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    static object Note(int number, string text, string? author = null, int kind = 0, int? stars = null, decimal price = 0, bool isDone = false) =>
        new { Id = Id(number), Text = text, Author = author, Kind = kind, Stars = stars, Price = price, IsDone = isDone };

    static object Book(string isbn, string title, string author = "", long pages = 0) => new { Isbn = isbn, Title = title, Author = author, Pages = pages };

    static async Task<List<string>> AskAsync(Func<string, object?, Task<string>> send)
    {
        var script = new Script(send);
        await script.SendAsync("GET /notes");
        await script.SendAsync($"GET /notes/{Id(1)}");
        await script.SendAsync("POST /notes", Note(1, "Milk"));
        await script.SendAsync("POST /notes", Note(2, "", "Åsa \"Q\" 東京", 1, -3, 12.50m, isDone: true));
        await script.SendAsync("POST /notes", Note(3, "Bread and butter", "", 0, 0, 79228162514264337593543950335m));
        await script.SendAsync("GET /notes");
        await script.SendAsync("GET /notes/count");
        await script.SendAsync("GET /notes/longer?than=3");
        foreach (var number in new[] { 1, 2, 3, 4 })
            foreach (var question in new[] { "", "/any" })
                await script.SendAsync($"GET /notes/{Id(number)}{question}");
        await script.SendAsync($"PUT /notes/{Id(2)}", Note(9, "Cheese", null, 0, null, 0.01m));
        await script.SendAsync($"PUT /notes/{Id(7)}", Note(7, "Nobody"));
        await script.SendAsync($"GET /notes/{Id(2)}");
        await script.SendAsync($"GET /notes/{Id(7)}");
        await script.SendAsync($"PUT /notes/{Id(2)}/whole", Note(9, "Whole", "B", 1, 5, 1m));
        await script.SendAsync($"PUT /notes/{Id(7)}/whole", Note(7, "Nobody"));
        await script.SendAsync($"GET /notes/{Id(2)}");
        await script.SendAsync("POST /notes", Note(5, "Short-lived"));
        await script.SendAsync($"DELETE /notes/{Id(5)}/place");
        await script.SendAsync($"DELETE /notes/{Id(5)}/place");
        await script.SendAsync($"DELETE /notes/{Id(1)}");
        await script.SendAsync($"DELETE /notes/{Id(1)}");
        await script.SendAsync($"DELETE /notes/{Id(3)}/found");
        await script.SendAsync($"DELETE /notes/{Id(3)}/found");
        await script.SendAsync("GET /notes");

        await script.SendAsync("POST /books", Book("1", "Emma", "Austen", 474));
        await script.SendAsync("POST /books", Book("1", "Another", "Austen"));
        await script.SendAsync("PUT /books", Book("2", "Persuasion", "Austen", long.MaxValue));
        await script.SendAsync("PUT /books", Book("2", "Persuasion", "Jane Austen", 249));
        await script.SendAsync("PUT /books", Book("3", ""));
        await script.SendAsync("GET /books");
        await script.SendAsync("GET /books/count");
        await script.SendAsync("GET /books/of?author=Austen");
        foreach (var isbn in new[] { "1", "2", "3", "4" })
        {
            await script.SendAsync($"GET /books/{isbn}");
            await script.SendAsync($"GET /books/{isbn}/title");
            await script.SendAsync($"PUT /books/{isbn}/pages?pages=7");
            await script.SendAsync($"GET /books/{isbn}");
        }
        await script.SendAsync("DELETE /books/1");
        await script.SendAsync("DELETE /books/1");
        await script.SendAsync("DELETE /books/2/now");
        await script.SendAsync("DELETE /books/2/now");
        await script.SendAsync("GET /books");
        await RecordFiles.AskAsync(script);
        return script.Answers;
    }

    [Fact]
    public async Task Fixed_code_answers_as_before_and_all_instances_have_the_same_records()
    {
        Installed.Require();
        var application = new Application(package, nameof(DynamoTests), "dynamodb", "", RecordFiles.In(Program));
        var expected = await application.AnswersBeforeAsync(AskAsync, new Dictionary<string, string>());
        await application.FixAsync("SLS3004", "SLS4003", "SLS4004");

        await using var dynalite = new Dynalite(Path.Combine(package.Folder, "dynalite"));
        await dynalite.StartAsync(("Note", "Id", "S"), ("Book", "Isbn", "S"), ("Coupon", "Id", "S"), ("Cart", "Id", "S"));
        await using var first = await application.StartAsync(dynalite.Settings);
        await using var second = await application.StartAsync(dynalite.Settings);

        // Each request goes to the other instance than the one before.
        var turn = 0;
        Assert.Equal(expected, await AskAsync((request, content) => (turn++ % 2 == 0 ? first : second).SendAsync(request, content)));

        // What two instances add at once is all there, and of one key only one is added.
        var added = await Task.WhenAll(Enumerable.Range(100, 40).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /notes", Note(i, "n" + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.All(added, a => Assert.StartsWith("201", a, StringComparison.Ordinal));
        var tried = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).SendAsync("POST /books", Book("same", "Copy " + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.Single(tried, t => t.StartsWith("200", StringComparison.Ordinal));
        Assert.Equal(19, tried.Count(t => t.StartsWith("409", StringComparison.Ordinal)));

        await RecordFiles.AssertNothingLostAsync(first, second);

        // A second record of one key is turned down, and the first stays.
        Assert.StartsWith("500", await second.SendAsync("POST /notes", Note(100, "again")), StringComparison.Ordinal);
        Assert.Contains("\"n100\"", await first.SendAsync($"GET /notes/{Id(100)}"), StringComparison.Ordinal);

        // Nothing is lost with an instance.
        var before = await first.SendAsync("GET /notes");
        await first.KillAsync();
        await second.KillAsync();
        await using var third = await application.StartAsync(dynalite.Settings);
        Assert.Equal(before, await third.SendAsync("GET /notes"));
        Assert.Equal("200 41", await third.SendAsync("GET /notes/count"));
    }
}
