using System.Diagnostics;
using System.Text;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Signals to commands whose work does not check for cancellation.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly UntimedExperiment finished;

    public StopTests(UntimedExperiment finished)
    {
        Signals.SkipWithout();
        this.finished = finished;
    }

    [Theory]
    [InlineData("train", "the training of STUBBORN")]
    [InlineData("save", "the saving of STUBBORN")]
    [InlineData("load", "the loading of STUBBORN")]
    [InlineData("forecast", "the forecast of STUBBORN for test run 0 (")]
    [InlineData("simulate", "the simulation of training run 0 (")]
    [InlineData("estimate", "the density of training run 0 (")]
    [InlineData("constructor", "the constructor of model ending")]
    public void WorkThatLooksAtNoToken_IsNamed_AndTheSecondSignalStopsAtOnce(string place, string named)
    {
        using var folder = EndingExperiment.Folder();
        var (error, exitCode) = Stopped(
            folder, ["--threads", "1"], EndingExperiment.With("run", EndingExperiment.Acting(place, "hangs")), "TERM",
            $"waiting for {named}");
        Assert.Contains("; again to stop at once", error);
        Assert.Equal(143, exitCode);
    }

    [Fact]
    public void Runs_ThatAreWaitedForAtOnce_AreCounted()
    {
        using var folder = EndingExperiment.Folder();
        var (error, _) = Stopped(
            folder, ["--threads", "2"], EndingExperiment.With("run", EndingExperiment.Acting("simulate", "hangs")),
            "TERM", "again to stop at once");
        const string Run = "the simulation of training run [01] ";
        Assert.Matches($"waiting for {Run}.* and {Run}", error);
    }

    [Fact]
    public void AHangingConstructor_DoesNotKeepValidate()
    {
        using var folder = EndingExperiment.Folder();
        using var process = HostProcess.Start(
            folder.Path, EndingExperiment.With("validate", EndingExperiment.Acting("constructor", "hangs")));
        WaitFor(process, () => File.Exists(folder.Combine("acting")));
        Signals.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(143, process.ExitCode);
        Assert.Contains("stopped", process.StandardError.ReadToEnd());
    }

    [Fact]
    public void PluginsVerify_NamesTheCheck()
    {
        using var folder = EndingExperiment.Folder();
        folder.Write("hangs.yaml", File.ReadAllText(folder.Combine("ending.yaml")).Replace(
            "STUBBORN, plugin: ending}", "STUBBORN, plugin: ending, at: train, act: hangs}", StringComparison.Ordinal));
        var (error, exitCode) = Stopped(
            folder, [], ["plugins", "verify", HostProcess.EndingOutput, "--config", "hangs.yaml"], "TERM",
            "again to stop at once");
        Assert.Contains("waiting for the training of model ending; again to stop at once", error);
        Assert.Equal(143, exitCode);
    }

    [Fact]
    public void Inspect_StopsAtTheFirstSignal()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("large.npz");
        using (var file = NpzWriter.Create(path, compress: true))
        {
            double[] zeros = new double[1 << 22];
            for (int i = 0; i < 40; i++) file.Add<double>($"array_{i:00}", zeros, zeros.Length);
            file.Commit();
        }
        using var process = HostProcess.Start(folder.Path, "inspect", path);
        Assert.NotNull(process.StandardOutput.ReadLine()); // it is at work
        Signals.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(143, process.ExitCode);
        Assert.DoesNotContain("array_39", process.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void OutputThatIsNotRead_DoesNotKeepACommandFromStopping()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("many.npz");
        using (var file = NpzWriter.Create(path))
        {
            for (int i = 0; i < 3000; i++) file.Add<double>($"array_with_a_long_name_{i:0000}", [1, 2], 2);
            file.Commit();
        }
        using var process = HostProcess.Start(folder.Path, "inspect", path);
        process.StandardOutput.Read(); // it writes, more than a pipe holds
        Thread.Sleep(1000); // until it waits for its reader, which does not read on
        Signals.Send(process, "TERM");
        Assert.True(process.WaitForExit(Patience), "it waits for the reader of its output");
        Assert.Equal(143, process.ExitCode);
    }

    [Fact]
    public void AHostThatIsKilled_LeavesNoMeasuringProcess()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "command lines of processes are read in /proc");
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(SmallExperiment.Timed).Replace(
            "time_cap: 0.05, processes: 2", "time_cap: 60, processes: 64", StringComparison.Ordinal));
        using var process = HostProcess.Start(folder.Path, "run", "--config", "small.yaml", "--quiet");
        string root = folder.Combine("oscar_output", "small");
        string measuring = "\0measure\0" + root;
        WaitFor(process, () => RunningProcesses.With(measuring).Length > 0);
        process.Kill(); // SIGKILL, and of the host alone
        process.WaitForExit();
        var watch = Stopwatch.StartNew();
        while (RunningProcesses.With(measuring).Length > 0)
        {
            Assert.True(watch.Elapsed < Patience, "it goes on");
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void ABrowserThatDrawsFigures_EndsWithAKilledHost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        if (OperatingSystem.IsWindows()) return; // for the analyzer
        using var folder = new TestFolder();
        string experiment = finished.Copy("drawn");
        string browser = folder.Write(
            "browser", "#!/bin/sh\nsleep 1000 &\necho $$ $! > numbers.new && mv numbers.new numbers\nwait\n");
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var host = HostProcess.StartWith(
            "ROMHOST_BROWSER", browser, folder.Path, "report", experiment, "--figures");
        WaitFor(host, () => File.Exists(folder.Combine("numbers")));
        host.Kill(); // SIGKILL, and of the host alone
        string[] numbers = File.ReadAllText(folder.Combine("numbers")).Split();
        Assert.True(SpinWait.SpinUntil(
            () => numbers.All(number => number == "" || !Directory.Exists($"/proc/{number}")), Patience));
    }

    private static (string Error, int ExitCode) Stopped(
        TestFolder folder, string[] more, string[] arguments, string signal, string awaited)
    {
        using var process = HostProcess.Start(folder.Path, [.. arguments, .. more]);
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (error) error.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        string Said()
        {
            lock (error) return error.ToString();
        }
        try
        {
            WaitFor(process, () => File.Exists(folder.Combine("acting")));
            Signals.Send(process, signal);
            WaitFor(process, () => Said().Contains(awaited, StringComparison.Ordinal));
            Signals.Send(process, signal);
            Assert.True(process.WaitForExit(Patience), "the second signal did not stop it");
            process.WaitForExit();
            return (Said(), process.ExitCode);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!process.HasExited) process.Kill();
            throw new InvalidOperationException($"it said: {Said()}", e);
        }
    }

    private static void WaitFor(Process process, Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.False(process.HasExited, "the host ended");
            Assert.True(watch.Elapsed < Patience, "the host does not come so far");
            Thread.Sleep(20);
        }
    }
}
