namespace StatelessAnalyzers.Rewriting;

/// <summary>The stubs of AWSSDK.S3.</summary>
internal static class S3Stubs
{
    public static ApiStub[] All { get; } =
    [
        new("Amazon.S3.IAmazonS3", """
        namespace Amazon.Runtime
        {
            public interface IAmazonService { }
            public abstract class AmazonWebServiceRequest { }
            public class AmazonWebServiceResponse { public System.Net.HttpStatusCode HttpStatusCode { get; set; } }
            public interface IPaginatedEnumerable<TResult> : System.Collections.Generic.IAsyncEnumerable<TResult> { }
            public class AmazonServiceException : System.Exception { public System.Net.HttpStatusCode StatusCode { get; set; } }
        }
        namespace Amazon.S3
        {
            public class AmazonS3Exception : Amazon.Runtime.AmazonServiceException { }
            public interface IAmazonS3 : Amazon.Runtime.IAmazonService, System.IDisposable
            {
                Model.IS3PaginatorFactory Paginators { get; }
                System.Threading.Tasks.Task<Model.PutObjectResponse> PutObjectAsync(Model.PutObjectRequest request, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Model.GetObjectResponse> GetObjectAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Model.DeleteObjectResponse> DeleteObjectAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Model.CopyObjectResponse> CopyObjectAsync(string sourceBucket, string sourceKey, string destinationBucket, string destinationKey, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Model.CopyObjectResponse> CopyObjectAsync(Model.CopyObjectRequest request, System.Threading.CancellationToken cancellationToken = default);
                System.Threading.Tasks.Task<Model.GetObjectMetadataResponse> GetObjectMetadataAsync(string bucketName, string key, System.Threading.CancellationToken cancellationToken = default);
            }
        }
        namespace Amazon.S3.Model
        {
            public class PutObjectRequest : Amazon.Runtime.AmazonWebServiceRequest
            {
                public string BucketName { get; set; }
                public string Key { get; set; }
                public string ContentBody { get; set; }
                public string ContentType { get; set; }
                public System.IO.Stream InputStream { get; set; }
                public string IfNoneMatch { get; set; }
                public bool AutoCloseStream { get; set; }
            }
            public class PutObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
            public class GetObjectResponse : Amazon.Runtime.AmazonWebServiceResponse, System.IDisposable
            {
                public System.IO.Stream ResponseStream { get; set; }
                public void Dispose() { }
            }
            public class DeleteObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
            public class GetObjectMetadataResponse : Amazon.Runtime.AmazonWebServiceResponse { public long ContentLength { get; set; } public System.DateTime? LastModified { get; set; } }
            public class CopyObjectRequest : Amazon.Runtime.AmazonWebServiceRequest
            {
                public string SourceBucket { get; set; }
                public string SourceKey { get; set; }
                public string DestinationBucket { get; set; }
                public string DestinationKey { get; set; }
                public string IfNoneMatch { get; set; }
            }
            public class CopyObjectResponse : Amazon.Runtime.AmazonWebServiceResponse { }
            public interface IS3PaginatorFactory { IListObjectsV2Paginator ListObjectsV2(ListObjectsV2Request request); }
            public interface IListObjectsV2Paginator { Amazon.Runtime.IPaginatedEnumerable<S3Object> S3Objects { get; } }
            public class ListObjectsV2Request : Amazon.Runtime.AmazonWebServiceRequest
            {
                public string BucketName { get; set; }
                public string Delimiter { get; set; }
                public string Prefix { get; set; }
            }
            public class S3Object { public string Key { get; set; } }
        }
        // Names that users have as well: a using directive makes them ambiguous.
        namespace Amazon.S3
        {
            public class EventType { } public class JsonType { } public class LocationType { } public class EncodingType { }
            public class CompressionType { } public class ExpressionType { } public class EncryptionType { } public class VersionStatus { }
            public class SessionMode { } public class Payer { } public class BucketType { } public class QuoteFields { }
            public class ArchiveStatus { } public class ObjectOwnership { } public class GranteeType { } public class ReplicationStatus { }
            public class MetricsStatus { } public class FilterRuleName { }
        }
        namespace Amazon.S3.Model
        {
            public class Owner { } public class Tag { } public class Tagging { } public class Filter { } public class Stats { }
            public class Progress { } public class Delete { } public class Expiration { } public class Initiator { } public class Metrics { }
            public class Tiering { } public class Checksum { } public class CommonPrefix { } public class ErrorDetails { }
            public class EndEvent { } public class ProgressEvent { } public class StatsEvent { } public class RoutingRule { }
            public class FilterRule { } public class QueueConfiguration { } public class TopicConfiguration { } public class MetadataEntry { }
            public class PolicyStatus { } public class ScanRange { } public class ObjectPart { } public class PartDetail { }
            public class ByteRange { } public class BucketInfo { } public class LocationInfo { } public class KeyVersion { }
            public class EncryptionConfiguration { } public class ReplicationRule { }
            public class LifecycleRule { } public class DeletedObject { } public class DeleteError { } public class ParameterCollection { }
            public class HeadersCollection { } public class MetadataCollection { }
        }
        namespace Amazon.S3.Transfer
        {
            public class TransferUtility
            {
                public TransferUtility(IAmazonS3 s3Client) { }
                public System.Threading.Tasks.Task UploadAsync(TransferUtilityUploadRequest request, System.Threading.CancellationToken cancellationToken = default) => null;
            }
            public class TransferUtilityUploadRequest
            {
                public string BucketName { get; set; }
                public string Key { get; set; }
                public System.IO.Stream InputStream { get; set; }
                public bool AutoCloseStream { get; set; }
                public bool AutoResetStreamPosition { get; set; }
                public string IfNoneMatch { get; set; }
            }
        }
        """),
    ];
}
