using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StatelessAnalyzers.Platform;
using StatelessAnalyzers.Rewriting;

namespace StatelessAnalyzers.Files;

/// <summary>Methods that a type gets where neither the SDK nor a package of ours has one.</summary>
internal static class ObjectStoreMembers
{
    /// <summary>The method that does what the action does, or null where a call of the SDK does.</summary>
    public static string? NameOf(FileAction action) => action switch
    {
        FileAction.Exists => "ObjectExistsAsync",
        FileAction.Describe => "FindObjectAsync",
        FileAction.ReadText or FileAction.LoadXml => "ReadObjectTextAsync",
        FileAction.ReadLines => "ReadObjectLinesAsync",
        FileAction.ReadBytes or FileAction.OpenRead => "ReadObjectBytesAsync",
        FileAction.List => "ListObjectsAsync",
        FileAction.DeleteFolder => "DeleteObjectsAsync",
        _ => null,
    };

    /// <summary>Gives the type around the operation the method that it needs. False where there is no type for it.</summary>
    public static bool Add(FixUnit unit, DocumentId document, SemanticModel model, FileOperation operation)
    {
        if (operation.Action == FileAction.WriteLines)
        {
            unit.Add(new AddUsing(document, "System"));
            unit.Add(new AddUsing(document, "System.Linq"));
        }
        if ((operation.Action == FileAction.OpenRead && !operation.Seeks) || operation.Info is { IsAsked: false } || NameOf(operation.Action) is not { } name)
            return true;
        return AddedMethods.Add(
            unit, document, operation.Node, model, name, type => Code(name, model.GetNullableContext(type.SpanStart).AnnotationsEnabled() ? "string?" : "string", ReadsWithToken(model) ? "cancellationToken" : ""),
            "that reads from the store", ["System.Threading", "System.Threading.Tasks", .. Usings(name)]);
    }

    static string[] Usings(string name) => name switch
    {
        "ObjectExistsAsync" => ["System.Net"],
        "FindObjectAsync" => ["Amazon.S3.Model", "System.Net"],
        "ListObjectsAsync" or "ReadObjectLinesAsync" => ["Amazon.S3.Model", "System.Collections.Generic", "System.IO"],
        "DeleteObjectsAsync" => ["Amazon.S3.Model"],
        _ => ["System.IO"],
    };

    // Since .NET 7.
    static bool ReadsWithToken(SemanticModel model) =>
        KnownTypes.Of(model.Compilation)[TypeNames.StreamReader]?.GetMembers("ReadToEndAsync").Any(m => m is IMethodSymbol { Parameters.Length: 1 }) == true;

    static string Code(string name, string bucket, string token) => name switch
    {
        "ObjectExistsAsync" => $$"""
            private static async Task<bool> ObjectExistsAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                try
                {
                    await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
                    return true;
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
                {
                    return false;
                }
            }
            """,
        "FindObjectAsync" => $$"""
            private static async Task<GetObjectMetadataResponse{{bucket.Substring("string".Length)}}> FindObjectAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                try
                {
                    return await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }
            }
            """,
        "ReadObjectTextAsync" => $$"""
            private static async Task<string> ReadObjectTextAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var reader = new StreamReader(response.ResponseStream);
                return await reader.ReadToEndAsync({{token}});
            }
            """,
        "ReadObjectLinesAsync" => $$"""
            private static async Task<string[]> ReadObjectLinesAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var reader = new StreamReader(response.ResponseStream);
                var lines = new List<string>();
                while (await reader.ReadLineAsync({{token}}) is { } line)
                {
                    lines.Add(line);
                }

                return lines.ToArray();
            }
            """,
        "ReadObjectBytesAsync" => $$"""
            private static async Task<byte[]> ReadObjectBytesAsync(IAmazonS3 s3, {{bucket}} bucket, string key, CancellationToken cancellationToken = default)
            {
                using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, 81920, cancellationToken);
                return content.ToArray();
            }
            """,
        "DeleteObjectsAsync" => $$"""
            private static async Task DeleteObjectsAsync(IAmazonS3 s3, {{bucket}} bucket, string folder, CancellationToken cancellationToken = default)
            {
                var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/" };
                await foreach (var item in s3.Paginators.ListObjectsV2(request).S3Objects.WithCancellation(cancellationToken))
                {
                    await s3.DeleteObjectAsync(bucket, item.Key, cancellationToken);
                }
            }
            """,
        _ => $$"""
            private static async Task<string[]> ListObjectsAsync(IAmazonS3 s3, {{bucket}} bucket, string folder, CancellationToken cancellationToken = default)
            {
                var keys = new List<string>();
                var request = new ListObjectsV2Request { BucketName = bucket, Prefix = folder + "/", Delimiter = "/" };
                await foreach (var item in s3.Paginators.ListObjectsV2(request).S3Objects.WithCancellation(cancellationToken))
                {
                    keys.Add(item.Key);
                }

                return keys.ToArray();
            }
            """,
    };
}
