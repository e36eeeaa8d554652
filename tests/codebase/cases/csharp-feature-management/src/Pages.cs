using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.Mvc;

namespace Shop;

public static class Gates { public const string Const = "gate-const"; }

[FeatureGate("gate-class")]
public class Pages(IFeatureManager features) : Controller
{
    private readonly IVariantFeatureManager _variants;

    [HttpGet, FeatureGate(Gates.Const)]
    public async Task<IActionResult> Index()
    {
        if (await features.IsEnabledAsync("managed-flag")) { }
        var v = await _variants.GetVariantAsync("managed-variant", default);
        other.IsEnabledAsync("not-this");
        return View();
    }
}
