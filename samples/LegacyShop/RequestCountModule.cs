using System.Web;

namespace LegacyShop
{
    /// <summary>Counts requests for the page of the administrators.</summary>
    public class RequestCountModule : IHttpModule
    {
        private int requests;

        public void Init(HttpApplication context)
        {
            context.BeginRequest += (sender, e) =>
            {
                requests++;
                context.Context.Items["RequestCount"] = requests;
            };
        }

        public void Dispose()
        {
        }
    }
}
