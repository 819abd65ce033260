using System;
using System.Collections.Generic;
using System.Web;
using LegacyShop.Catalogue;

namespace LegacyShop
{
    public class Global : HttpApplication
    {
        // Filled once, while the application starts.
        private static readonly Dictionary<string, string> Countries = new Dictionary<string, string>();

        // One request at a time uses this object.
        private DateTime began;

        protected void Application_Start(object sender, EventArgs e)
        {
            Countries["DE"] = "Germany";
            Countries["FR"] = "France";
            Application["StartedAt"] = DateTime.UtcNow;
            ProductCatalogue.WarmUp();
        }

        protected void Application_BeginRequest(object sender, EventArgs e)
        {
            began = DateTime.UtcNow;
        }

        protected void Application_EndRequest(object sender, EventArgs e)
        {
            Response.AppendToLog(" " + (DateTime.UtcNow - began).TotalMilliseconds);
        }

        protected void Session_Start(object sender, EventArgs e)
        {
            Application.Lock();
            Application["Visitors"] = ((int?)Application["Visitors"] ?? 0) + 1;
            Application.UnLock();
        }
    }
}
