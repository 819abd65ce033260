using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using StatefulShop.Services.Users;

namespace StatefulShop.Controllers;

[AutoValidateAntiforgeryToken]
public sealed class AccountController(IConfiguration configuration, LoginThrottle throttle) : Controller
{
    [HttpGet]
    public IActionResult Login(string? returnUrl)
    {
        ViewData["ReturnUrl"] = returnUrl;
        return View();
    }

    [HttpPost]
    public async Task<IActionResult> Login(string user, string password, string? returnUrl)
    {
        if (await throttle.IsLocked(user) || password != configuration["Shop:DemoPassword"])
        {
            await throttle.Failed(user);
            TempData["Message"] = "That did not work.";
            return RedirectToAction(nameof(Login), new { returnUrl });
        }

        await throttle.Succeeded(user);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignInAsync(new ClaimsPrincipal(identity));
        return Url.IsLocalUrl(returnUrl) ? LocalRedirect(returnUrl) : RedirectToAction("Index", "Home");
    }

    [HttpPost]
    public async Task<IActionResult> Logout()
    {
        await HttpContext.SignOutAsync();
        return RedirectToAction("Index", "Home");
    }
}
