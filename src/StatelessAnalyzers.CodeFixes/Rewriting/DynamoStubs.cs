namespace StatelessAnalyzers.Rewriting;

/// <summary>The stubs of AWSSDK.DynamoDBv2.</summary>
internal static class DynamoStubs
{
    public static ApiStub[] All { get; } =
    [
        new("Amazon.DynamoDBv2.DataModel.IDynamoDBContext", """
        namespace Amazon.DynamoDBv2
        {
            public interface IAmazonDynamoDB : System.IDisposable { }
            public class DynamoDBEntryConversion { public static DynamoDBEntryConversion V2 => null; }
        }
        namespace Amazon.DynamoDBv2.Model { public class ConditionalCheckFailedException : System.Exception { } }
        namespace Amazon.DynamoDBv2.DocumentModel
        {
            public enum ReturnValues { None, AllOldAttributes }
            public abstract class DynamoDBEntry
            {
                public virtual string AsString() => null;
                public static implicit operator DynamoDBEntry(string data) => null;
            }
            public class DynamoDBNull : DynamoDBEntry { public static readonly DynamoDBNull Null = null; }
            public class Primitive : DynamoDBEntry
            {
                public object Value { get; set; }
                public static implicit operator Primitive(string data) => null;
                public static implicit operator Primitive(short data) => null;
                public static implicit operator Primitive(int data) => null;
                public static implicit operator Primitive(long data) => null;
                public static implicit operator Primitive(System.Guid data) => null;
            }
            public class Document : DynamoDBEntry
            {
                public int Count => 0;
                public DynamoDBEntry this[string key] { get => null; set { } }
                public bool TryGetValue(string attributeName, out DynamoDBEntry entry) => throw null;
            }
            public class Expression
            {
                public string ExpressionStatement { get; set; }
                public System.Collections.Generic.Dictionary<string, string> ExpressionAttributeNames { get; set; }
                public System.Collections.Generic.Dictionary<string, DynamoDBEntry> ExpressionAttributeValues { get; set; }
            }
            public class PutItemOperationConfig { public Expression ConditionalExpression { get; set; } }
            public class UpdateItemOperationConfig { public Expression ConditionalExpression { get; set; } }
            public class DeleteItemOperationConfig { public ReturnValues ReturnValues { get; set; } }
            public interface ITable
            {
                System.Threading.Tasks.Task<Document> PutItemAsync(Document doc, PutItemOperationConfig config, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Document> UpdateItemAsync(Document doc, UpdateItemOperationConfig config, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Document> DeleteItemAsync(Primitive hashKey, DeleteItemOperationConfig config, System.Threading.CancellationToken cancellationToken = default);
            }
        }
        namespace Amazon.DynamoDBv2.DataModel
        {
            public sealed class DynamoDBTableAttribute : System.Attribute { public DynamoDBTableAttribute(string tableName) { } }
            public sealed class DynamoDBHashKeyAttribute : System.Attribute { public DynamoDBHashKeyAttribute() { } }
            public sealed class DynamoDBPropertyAttribute : System.Attribute { public DynamoDBPropertyAttribute(System.Type converter) { } }
            public interface IPropertyConverter
            {
                Amazon.DynamoDBv2.DocumentModel.DynamoDBEntry ToEntry(object value);
                object FromEntry(Amazon.DynamoDBv2.DocumentModel.DynamoDBEntry entry);
            }
            public class ScanCondition { }
            public interface IAsyncSearch<T> { System.Threading.Tasks.Task<System.Collections.Generic.List<T>> GetRemainingAsync(System.Threading.CancellationToken cancellationToken = default); }
            public interface IDynamoDBContext : System.IDisposable
            {
                System.Threading.Tasks.Task SaveAsync<T>(T value, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<T> LoadAsync<T>(object hashKey, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task DeleteAsync<T>(object hashKey, System.Threading.CancellationToken cancellationToken = default);
                IAsyncSearch<T> ScanAsync<T>(System.Collections.Generic.IEnumerable<ScanCondition> conditions);
                Amazon.DynamoDBv2.DocumentModel.ITable GetTargetTable<T>();
                Amazon.DynamoDBv2.DocumentModel.Document ToDocument<T>(T value);
                T FromDocument<T>(Amazon.DynamoDBv2.DocumentModel.Document document);
            }
            public class DynamoDBContextConfig
            {
                public bool? ConsistentRead { get; set; }
                public bool? IsEmptyStringValueEnabled { get; set; }
                public DynamoDBEntryConversion Conversion { get; set; }
            }
            public interface IDynamoDBContextBuilder
            {
                IDynamoDBContextBuilder WithDynamoDBClient(System.Func<IAmazonDynamoDB> factory);
                IDynamoDBContextBuilder ConfigureContext(System.Action<DynamoDBContextConfig> configure);
                DynamoDBContext Build();
            }
            public class DynamoDBContext : IDynamoDBContext
            {
                System.Threading.Tasks.Task IDynamoDBContext.SaveAsync<T>(T value, System.Threading.CancellationToken cancellationToken) => null;
                System.Threading.Tasks.Task<T> IDynamoDBContext.LoadAsync<T>(object hashKey, System.Threading.CancellationToken cancellationToken) => null;
                System.Threading.Tasks.Task IDynamoDBContext.DeleteAsync<T>(object hashKey, System.Threading.CancellationToken cancellationToken) => null;
                IAsyncSearch<T> IDynamoDBContext.ScanAsync<T>(System.Collections.Generic.IEnumerable<ScanCondition> conditions) => null;
                Amazon.DynamoDBv2.DocumentModel.ITable IDynamoDBContext.GetTargetTable<T>() => null;
                Amazon.DynamoDBv2.DocumentModel.Document IDynamoDBContext.ToDocument<T>(T value) => null;
                T IDynamoDBContext.FromDocument<T>(Amazon.DynamoDBv2.DocumentModel.Document document) => default;
                void System.IDisposable.Dispose() { }
            }
            public class DynamoDBContextBuilder : IDynamoDBContextBuilder
            {
                public IDynamoDBContextBuilder WithDynamoDBClient(System.Func<IAmazonDynamoDB> factory) => this;
                public IDynamoDBContextBuilder ConfigureContext(System.Action<DynamoDBContextConfig> configure) => this;
                public DynamoDBContext Build() => null;
            }
        }
        """),
    ];
}
