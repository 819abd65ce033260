<%@ WebHandler Language="C#" CodeBehind="Checkout.ashx.cs" Class="LegacyShop.Handlers.Checkout" %>
