using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Report.Tests;

/// <summary>The dashboard of a folder of experiments, served by the host as a process.</summary>
public sealed class ServedDashboard : IAsyncLifetime
{
    private readonly ReportedExperiment experiment;
    private Process? server;

    public ServedDashboard(ReportedExperiment experiment) => this.experiment = experiment;

    /// <summary>The folder of experiments.</summary>
    public string Root => Path.Combine(experiment.Folder, "served");

    /// <summary>The address with the token, as the host printed it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (ReportedExperiment.Chromium is null) return;
        foreach (string name in (string[])["real_a", "real_b"])
        {
            string copy = experiment.Copy(name);
            Directory.CreateDirectory(Root);
            Directory.Move(copy, Path.Combine(Root, name));
        }
        for (int i = 0; i < 120; i++)
            Finish($"study_lag-{i % 60}_seed-{i / 60}", lag: i % 60, seed: i / 60, r2: i % 60 / 100.0);
        var start = new ProcessStartInfo("dotnet", [ReportedExperiment.Host, "serve", Root, "--port", "0"]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        server = Process.Start(start)!;
        Address = new Uri((await server.StandardOutput.ReadLineAsync())!);
    }

    /// <summary>Writes an experiment with results.</summary>
    public string Finish(string name, int lag, int seed, double r2, string model = "MVAR", string message = "null")
    {
        string folder = Begin(name);
        File.WriteAllText(Path.Combine(folder, "summary.json"), string.Create(CultureInfo.InvariantCulture, $$"""
            {"config": {"seed": {{seed}}, "models": [{"name": "{{model}}", "plugin": "mvar", "lag": {{lag}} } ]},
             "models": {"{{model}}": {"plugin": "mvar", "status": "ok", "message": {{message}},
             "test_metrics": {"r2_reconstructed": {{r2}} } } } }
            """));
        return folder;
    }

    /// <summary>Writes an experiment that has begun.</summary>
    public string Begin(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "config_resolved.yaml"), "experiment_name: planted\n");
        return folder;
    }

    /// <summary>Opens the dashboard as at the first visit.</summary>
    public async Task<OpenedDashboard> Open(string hash = "", ColorScheme scheme = ColorScheme.Light, int width = 1200)
    {
        var context = await experiment.Browser.NewContextAsync(
            new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        var opened = new OpenedDashboard(context, await context.NewPageAsync());
        await opened.Page.GotoAsync(Address + hash);
        await opened.Page.WaitForSelectorAsync("html[data-ready=true]");
        return opened;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        server?.Kill();
        server?.WaitForExit();
        server?.Dispose();
        return ValueTask.CompletedTask;
    }
}
