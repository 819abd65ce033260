<%@ Page Language="C#" AutoEventWireup="true" CodeBehind="Products.aspx.cs" Inherits="LegacyShop.Admin.Products" %>
<!DOCTYPE html>
<html>
<head runat="server"><title>Products</title></head>
<body>
  <form id="form" runat="server">
    <asp:TextBox ID="Notice" runat="server" />
    <asp:FileUpload ID="Picture" runat="server" />
    <asp:Button runat="server" Text="Save" OnClick="Save_Click" />
    <asp:Button runat="server" Text="Export" OnClick="Export_Click" />
  </form>
</body>
</html>
