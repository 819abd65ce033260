<%@ Page Language="C#" AutoEventWireup="true" CodeBehind="Default.aspx.cs" Inherits="LegacyShop.Default" %>
<!DOCTYPE html>
<html>
<head runat="server"><title>Shop</title></head>
<body>
  <form id="form" runat="server">
    <asp:Repeater ID="Products" runat="server">
      <ItemTemplate>
        <p><%# Eval("Name") %>: <%# Eval("Price") %> <asp:LinkButton runat="server" CommandArgument='<%# Eval("Id") %>' OnCommand="Add_Command">Add</asp:LinkButton></p>
      </ItemTemplate>
    </asp:Repeater>
    <asp:Label ID="CartCount" runat="server" />
  </form>
</body>
</html>
