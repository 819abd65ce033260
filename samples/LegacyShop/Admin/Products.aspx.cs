using System;
using System.IO;
using System.Linq;
using System.Web.Hosting;
using System.Web.UI;
using LegacyShop.Catalogue;

namespace LegacyShop.Admin
{
    public partial class Products : Page
    {
        protected void Save_Click(object sender, EventArgs e)
        {
            if (Picture.HasFile)
                Picture.PostedFile.SaveAs(Server.MapPath("~/Pictures/" + Path.GetFileName(Picture.FileName)));
            Application["Notice"] = Notice.Text;
            ProductCatalogue.Forget();
        }

        protected void Export_Click(object sender, EventArgs e)
        {
            // The file is fetched by the accountants on the next morning.
            HostingEnvironment.QueueBackgroundWorkItem(token =>
            {
                var lines = ProductCatalogue.All().Select(p => p.Id + ";" + p.Name + ";" + p.Price);
                File.WriteAllLines(HostingEnvironment.MapPath("~/App_Data/products.csv"), lines);
            });
        }
    }
}
