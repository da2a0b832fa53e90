using Microsoft.Playwright;

namespace Scout.Browser.Tests;

/// <summary>A person without a mouse.</summary>
internal static class Keyboard
{
    private const int MostTabs = 80;

    /// <summary>Goes on with Tab until the element has the focus; fails where Tab does not lead to it.</summary>
    public static async Task TabToAsync(this IPage page, ILocator element)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await element.EvaluateAsync<bool>("one => one === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{MostTabs} times Tab do not lead to {element}.");
    }

    public static async Task WriteAsync(this IPage page, string label, string text)
    {
        await page.TabToAsync(page.GetByLabel(label, new() { Exact = true }));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    public static async Task EnterAsync(this IPage page, AriaRole role, string name)
    {
        await page.TabToAsync(page.Locator("main").GetByRole(role, new() { Name = name, Exact = true }));
        await page.Keyboard.PressAsync("Enter");
    }
}
