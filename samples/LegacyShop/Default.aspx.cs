using System;
using System.Web.UI;
using System.Web.UI.WebControls;
using LegacyShop.Catalogue;
using LegacyShop.Orders;

namespace LegacyShop
{
    public partial class Default : Page
    {
        protected void Page_Load(object sender, EventArgs e)
        {
            if (IsPostBack)
                return;
            Products.DataSource = ProductCatalogue.All();
            Products.DataBind();
            Session["lastVisit"] = DateTime.UtcNow;
        }

        protected void Add_Command(object sender, CommandEventArgs e)
        {
            var cart = (Cart)Session["cart"] ?? new Cart();
            cart.Add(int.Parse((string)e.CommandArgument));
            Session["cart"] = cart;
            CartCount.Text = cart.Lines.Count.ToString();
        }
    }
}
