using Rom.Numerics.Files;
using RomHost.Processes;

namespace RomHost.Reporting.Figures;

/// <summary>A browser of the Chromium family, which draws the report's figures without a window.</summary>
/// <param name="Path">Its program.</param>
internal sealed record Browser(string Path)
{
    /// <summary>The environment variable with the program, where it is not found otherwise.</summary>
    public const string PathVariable = "ROMHOST_BROWSER";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Names =
    [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
    ];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft", "Edge", "Application",
            "msedge.exe"),
        System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application",
            "chrome.exe"),
    ];

    /// <summary>Finds a browser.</summary>
    /// <exception cref="FileNotFoundException">No browser is found.</exception>
    public static Browser Find()
    {
        string? named = Environment.GetEnvironmentVariable(PathVariable);
        string? path = string.IsNullOrEmpty(named)
            ? ChildProcess.Find(Names) ?? Places.FirstOrDefault(File.Exists)
            : File.Exists(named) ? named : null;
        return path is not null ? new Browser(path) : throw new FileNotFoundException(string.IsNullOrEmpty(named)
            ? "expected Chromium, Chrome or Edge to draw figures with, found none; install one, "
                + $"or name its program in {PathVariable}"
            : $"expected a browser's program in {PathVariable}, found no file {named}");
    }

    /// <summary>Opens a page and returns its document once its scripts are done.</summary>
    /// <param name="page">The page.</param>
    /// <param name="cancellation">Ends the browser.</param>
    /// <exception cref="InvalidOperationException">The browser failed, or took too long.</exception>
    public string Document(Uri page, CancellationToken cancellation)
    {
        using var profile = new TemporaryFolder("browser");
        // Scripts and pictures of the page get as much virtual time as they need. The superuser's browser has no
        // sandbox; the page is RomHost's own, and requests nothing from anywhere (its content security policy).
        string[] root = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        return ChildProcess.OutputOf(
            Path,
            ["--headless", "--disable-gpu", $"--user-data-dir={profile.Path}", "--virtual-time-budget=60000", .. root,
                "--dump-dom", page.AbsoluteUri],
            Patience, cancellation);
    }
}
