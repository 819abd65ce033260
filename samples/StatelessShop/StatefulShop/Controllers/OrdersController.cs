using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Exports;
using StatefulShop.Services.Orders;

namespace StatefulShop.Controllers;

public sealed class OrdersController(IOrderRepository orders, InvoiceArchive invoices) : Controller
{
    public async Task<IActionResult> Index(string customer)
    {
        ViewData["Customer"] = customer;
        return View(await orders.ForCustomer(customer));
    }

    public async Task<IActionResult> Invoices(string customer, CancellationToken cancellationToken)
    {
        return File(await invoices.BuildAsync(customer, cancellationToken), "application/zip", "invoices.zip");
    }
}
