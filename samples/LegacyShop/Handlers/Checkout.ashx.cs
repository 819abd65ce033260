using System;
using System.IO;
using System.Threading;
using System.Web;
using System.Web.SessionState;
using LegacyShop.Orders;

namespace LegacyShop.Handlers
{
    /// <summary>Takes the order and leaves a receipt.</summary>
    public class Checkout : IHttpHandler, IRequiresSessionState
    {
        private static int lastOrder;

        public bool IsReusable => false;

        public void ProcessRequest(HttpContext context)
        {
            var cart = (Cart)context.Session["cart"];
            if (cart == null)
            {
                context.Response.StatusCode = 400;
                return;
            }
            var number = Interlocked.Increment(ref lastOrder);
            File.WriteAllText(context.Server.MapPath("~/App_Data/receipts/" + number + ".txt"), string.Join(Environment.NewLine, cart.Lines));
            context.Session["order"] = number;
            context.Session.Remove("cart");
            context.Response.Write(number);
        }
    }
}
