using System.IO;
using System.Web;

namespace LegacyShop.Handlers
{
    /// <summary>Serves the picture of a product.</summary>
    public class Picture : IHttpHandler
    {
        public bool IsReusable => false;

        public void ProcessRequest(HttpContext context)
        {
            var path = context.Server.MapPath("~/Pictures/" + Path.GetFileName(context.Request["name"]));
            if (!File.Exists(path))
            {
                context.Response.StatusCode = 404;
                return;
            }
            context.Response.ContentType = "image/jpeg";
            context.Response.TransmitFile(path);
        }
    }
}
