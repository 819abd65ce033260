using System;
using System.Collections.Generic;
using System.Web.Security;
using System.Web.UI;

namespace LegacyShop.Account
{
    public partial class Login : Page
    {
        private static readonly Dictionary<string, int> FailedAttempts = new Dictionary<string, int>();

        protected void SignIn_Click(object sender, EventArgs e)
        {
            var name = UserName.Text;
            lock (FailedAttempts)
            {
                if (FailedAttempts.TryGetValue(name, out var attempts) && attempts > 4)
                    return;
                if (!Membership.ValidateUser(name, Password.Text))
                {
                    FailedAttempts[name] = attempts + 1;
                    Failed.Visible = true;
                    return;
                }
                FailedAttempts.Remove(name);
            }
            Session["customer"] = name;
            FormsAuthentication.RedirectFromLoginPage(name, createPersistentCookie: true);
        }
    }
}
