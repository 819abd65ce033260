using System.ServiceModel;

namespace LegacyShop.Services
{
    [ServiceContract]
    public interface IStockService
    {
        [OperationContract]
        void Delivered(int product, int count);

        [OperationContract]
        int InStock(int product);
    }
}
