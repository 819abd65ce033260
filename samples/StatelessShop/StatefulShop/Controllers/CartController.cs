using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Catalogue;
using StatefulShop.Services.Orders;
using StatefulShop.Services.Store;

namespace StatefulShop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class CartController(
    ICatalogue catalogue, IPriceList prices, IOrderService orders, ConfirmationMailer mailer) : Controller
{
    public IActionResult Index() => View(HttpContext.Session.GetCart());

    [HttpPost]
    public async Task<IActionResult> Add(int productId, int quantity, CancellationToken cancellationToken)
    {
        var product = await catalogue.Get(productId);
        var price = await prices.GetAsync(productId, cancellationToken);
        var cart = HttpContext.Session.GetCart();
        var index = cart.FindIndex(i => i.ProductId == productId);
        if (index < 0)
        {
            cart.Add(new CartItem(product.Id, product.Name, price.WithVat, quantity));
        }
        else
        {
            cart[index] = cart[index] with { Quantity = cart[index].Quantity + quantity };
        }

        HttpContext.Session.SetCart(cart);
        TempData["Message"] = $"{product.Name} is in your cart.";
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public IActionResult Remove(int productId)
    {
        var cart = HttpContext.Session.GetCart();
        cart.RemoveAll(i => i.ProductId == productId);
        HttpContext.Session.SetCart(cart);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost]
    public async Task<IActionResult> Checkout(string customer, string? coupon, CancellationToken cancellationToken)
    {
        var cart = HttpContext.Session.GetCart();
        if (!StoreStatus.IsOpen || cart.Count == 0)
        {
            TempData["Message"] = StoreStatus.Reason ?? "Your cart is empty.";
            return RedirectToAction(nameof(Index));
        }

        var items = cart.Select(i => new OrderItem(i.ProductId, i.Quantity)).ToList();
        var order = await orders.PlaceAsync(customer, items, coupon, cancellationToken);
        if (order is null)
        {
            TempData["Message"] = "One of the products is sold out.";
            return RedirectToAction(nameof(Index));
        }

        HttpContext.Session.ClearCart();
        _ = Task.Run(() => mailer.SendAsync(order), CancellationToken.None);
        TempData["Message"] = $"Thank you. Your order is {order.Reference}.";
        return RedirectToAction("Index", "Orders", new { customer });
    }
}
