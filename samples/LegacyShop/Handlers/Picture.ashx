<%@ WebHandler Language="C#" CodeBehind="Picture.ashx.cs" Class="LegacyShop.Handlers.Picture" %>
