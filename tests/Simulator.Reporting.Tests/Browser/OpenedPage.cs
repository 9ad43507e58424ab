using Microsoft.Playwright;

namespace Simulator.Reporting.Tests.Browser;

/// <summary>A report opened in a headless browser, with all that it logged and asked for.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private OpenedPage(IPlaywright playwright, IBrowser browser, IPage page) => (this.playwright, this.browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    public List<string> Messages { get; } = [];

    public List<string> Requests { get; } = [];

    public static async Task<OpenedPage> Open(string file, int width, bool dark = false)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Executable,
            Args = ["--no-sandbox"]
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
        });
        var opened = new OpenedPage(playwright, browser, page);
        page.Console += (_, message) => opened.Messages.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, fault) => opened.Messages.Add($"error: {fault}");
        page.Dialog += async (_, dialog) =>
        {
            opened.Messages.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) => opened.Requests.Add(request.Url);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
