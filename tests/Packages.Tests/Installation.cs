using System.Diagnostics;
using System.Reflection;
using Packages.Tests;

[assembly: AssemblyFixture(typeof(Installation))]

namespace Packages.Tests;

/// <summary>
/// A user's machine: the packages in one folder, and another, outside the repository, where docs/install.md was
/// followed.
/// </summary>
public sealed class Installation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Packs what was built, and follows docs/install.md.</summary>
    public Installation()
    {
        if (!File.Exists(Bash)) return;
        Directory.CreateDirectory(Packages);
        var page = Page.Read("install.md");
        foreach (var block in page.Blocks.OfType<Commands>().Take(1))
        {
            // The page packs a fresh clone; here everything is built already and used by other tests.
            string command = block.Text.Trim();
            Run(Repository, $"{command} --no-build -p:Configuration={Metadata("Configuration")}").Expect(0);
        }
        page.Follow(this, Root, skip: 1);
    }

    /// <summary>The shell that pages are followed with.</summary>
    public const string Bash = "/bin/bash";

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>The user's folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("romhost-user-").FullName;

    /// <summary>The folder of packages.</summary>
    public string Packages => Path.Combine(Root, "packages");

    /// <summary>Skips a test where no shell is.</summary>
    public static void SkipWithoutShell() =>
        Assert.SkipUnless(File.Exists(Bash), $"no {Bash}, which the commands are written for");

    /// <summary>A new folder of the user's.</summary>
    public string Folder() => Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N")[..8])).FullName;

    /// <summary>A new folder with a copy of one of samples/.</summary>
    public string Sample(string name)
    {
        string folder = Folder();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository, "samples", name)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    /// <summary>Runs a script in the user's shell.</summary>
    public ShellResult Run(string folder, string script)
    {
        var start = new ProcessStartInfo(Bash, ["-c", "set -euo pipefail\nexec 2>&1\n" + script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        string home = Path.Combine(Root, "home");
        start.Environment["PACKAGES"] = Packages;
        start.Environment["PATH"] =
            $"{Path.Combine(Root, "tools")}:{PythonFolder()}{Environment.GetEnvironmentVariable("PATH")}";
        // Templates and the packages of this run stay here; the machine decides where other packages come from.
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["NUGET_PACKAGES"] = Path.Combine(home, "packages");
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (string variable in (string[])["ROMHOST_PLUGIN_PATH", "MSBuildSDKsPath", "MSBUILD_EXE_PATH"])
            start.Environment.Remove(variable);
        CopyFeeds(home);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end: {output.Result}");
        }
        return new ShellResult(script, process.ExitCode, output.Result);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void CopyFeeds(string home)
    {
        string from = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");
        string to = Path.Combine(home, ".nuget", "NuGet", "NuGet.Config");
        if (!File.Exists(from) || File.Exists(to)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    // The samples want NumPy, which the distribution's Python has and another one on the path may not.
    private static string PythonFolder() => File.Exists("/usr/bin/python3") ? "/usr/bin:" : "";

    private static string Metadata(string key) => typeof(Installation).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
