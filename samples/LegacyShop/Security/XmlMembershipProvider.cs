using System;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Web.Hosting;
using System.Web.Security;
using System.Xml.Linq;

namespace LegacyShop.Security
{
    /// <summary>Customers in an XML file.</summary>
    public class XmlMembershipProvider : MembershipProvider
    {
        private string path;

        public override string ApplicationName { get; set; }

        public override bool EnablePasswordReset => false;

        public override bool EnablePasswordRetrieval => false;

        public override int MaxInvalidPasswordAttempts => 5;

        public override int MinRequiredNonAlphanumericCharacters => 0;

        public override int MinRequiredPasswordLength => 8;

        public override int PasswordAttemptWindow => 10;

        public override MembershipPasswordFormat PasswordFormat => MembershipPasswordFormat.Hashed;

        public override string PasswordStrengthRegularExpression => "";

        public override bool RequiresQuestionAndAnswer => false;

        public override bool RequiresUniqueEmail => true;

        public override void Initialize(string name, NameValueCollection config)
        {
            path = HostingEnvironment.MapPath(config["fileName"]);
            config.Remove("fileName");
            base.Initialize(name, config);
        }

        public override bool ValidateUser(string username, string password) =>
            Find(XDocument.Load(path), username) is XElement user && (string)user.Attribute("hash") == Hash(username, password);

        public override MembershipUser CreateUser(string username, string password, string email, string passwordQuestion, string passwordAnswer, bool isApproved, object providerUserKey, out MembershipCreateStatus status)
        {
            var users = File.Exists(path) ? XDocument.Load(path) : new XDocument(new XElement("customers"));
            if (Find(users, username) != null)
            {
                status = MembershipCreateStatus.DuplicateUserName;
                return null;
            }
            users.Root.Add(new XElement("customer", new XAttribute("name", username), new XAttribute("email", email), new XAttribute("hash", Hash(username, password))));
            users.Save(path);
            status = MembershipCreateStatus.Success;
            return GetUser(username, userIsOnline: false);
        }

        public override MembershipUser GetUser(string username, bool userIsOnline) =>
            Find(XDocument.Load(path), username) is XElement user
                ? new MembershipUser(Name, username, username, (string)user.Attribute("email"), null, null, true, false, DateTime.MinValue, DateTime.MinValue, DateTime.MinValue, DateTime.MinValue, DateTime.MinValue)
                : null;

        public override bool ChangePassword(string username, string oldPassword, string newPassword) => throw new NotSupportedException();

        public override bool ChangePasswordQuestionAndAnswer(string username, string password, string newPasswordQuestion, string newPasswordAnswer) => throw new NotSupportedException();

        public override bool DeleteUser(string username, bool deleteAllRelatedData) => throw new NotSupportedException();

        public override MembershipUserCollection FindUsersByEmail(string emailToMatch, int pageIndex, int pageSize, out int totalRecords) => throw new NotSupportedException();

        public override MembershipUserCollection FindUsersByName(string usernameToMatch, int pageIndex, int pageSize, out int totalRecords) => throw new NotSupportedException();

        public override MembershipUserCollection GetAllUsers(int pageIndex, int pageSize, out int totalRecords) => throw new NotSupportedException();

        public override int GetNumberOfUsersOnline() => throw new NotSupportedException();

        public override string GetPassword(string username, string answer) => throw new NotSupportedException();

        public override MembershipUser GetUser(object providerUserKey, bool userIsOnline) => GetUser((string)providerUserKey, userIsOnline);

        public override string GetUserNameByEmail(string email) => throw new NotSupportedException();

        public override string ResetPassword(string username, string answer) => throw new NotSupportedException();

        public override bool UnlockUser(string userName) => throw new NotSupportedException();

        public override void UpdateUser(MembershipUser user) => throw new NotSupportedException();

        private static XElement Find(XDocument users, string name) => users.Root.Elements("customer").FirstOrDefault(u => (string)u.Attribute("name") == name);

        private static string Hash(string username, string password)
        {
            using (var derive = new Rfc2898DeriveBytes(password, Encoding.UTF8.GetBytes(username.PadRight(16)), 100000, HashAlgorithmName.SHA256))
                return Convert.ToBase64String(derive.GetBytes(32));
        }
    }
}
