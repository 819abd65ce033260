<%@ Page Language="C#" AutoEventWireup="true" CodeBehind="Login.aspx.cs" Inherits="LegacyShop.Account.Login" %>
<!DOCTYPE html>
<html>
<head runat="server"><title>Sign in</title></head>
<body>
  <form id="form" runat="server">
    <asp:TextBox ID="UserName" runat="server" />
    <asp:TextBox ID="Password" runat="server" TextMode="Password" />
    <asp:Button runat="server" Text="Sign in" OnClick="SignIn_Click" />
    <asp:Label ID="Failed" runat="server" Visible="false">Unknown name or password.</asp:Label>
  </form>
</body>
</html>
