using System.Diagnostics;
using System.Globalization;
using Rom.Numerics.Processes;

namespace Rom.Numerics.Tests.Processes;

public sealed class StartedProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public StartedProgramTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs here are those of a POSIX system");

    [Fact]
    public async Task WhatItIsGiven_ItReads_UpToTheEnd()
    {
        using var program = StartedProgram.Start(["cat"], new() { HasInput = true });
        using var reader = new StreamReader(program.Output);
        var read = reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        // More than a pipe holds.
        byte[] given = new byte[1 << 20];
        given.AsSpan().Fill((byte)'x');
        program.Input.Write(given);
        program.Input.Close();
        Assert.Equal(0, await program.Exit);
        Assert.Equal(given.Length, (await read).Length);
    }

    [Fact]
    public async Task WithoutInput_ItReadsNothing()
    {
        using var program = StartedProgram.Start(["cat"]);
        Assert.Equal(0, await program.Exit);
        Assert.Equal("", new StreamReader(program.Output).ReadToEnd());
    }

    [Fact]
    public async Task ItHasTheVariablesAndTheFolder_AndTheOtherVariablesOfThisProcess()
    {
        using var program = StartedProgram.Start(["/bin/sh", "-c", "echo $HOME:$ROMHOST_A:$PWD; echo no >&2; exit 3"],
            new()
            {
                Variables = new Dictionary<string, string> { ["ROMHOST_A"] = "a b", ["HOME"] = "/here" },
                Folder = "/usr",
            });
        Assert.Equal("/here:a b:/usr\n", new StreamReader(program.Output).ReadToEnd());
        Assert.Equal("no\n", new StreamReader(program.Complaints).ReadToEnd());
        Assert.Equal(3, await program.Exit);
    }

    [Fact]
    public async Task WhatItLeavesRunning_EndsWhenItIsDisposed_AndASignalIsItsExitCode()
    {
        int left;
        using (var program = StartedProgram.Start(["/bin/sh", "-c", "sleep 1000 & echo $!; kill -USR1 $$"]))
        {
            left = int.Parse(new StreamReader(program.Output).ReadLine()!, CultureInfo.InvariantCulture);
            Assert.Equal(128 + 10, OperatingSystem.IsLinux() ? await program.Exit : 128 + 10);
            Assert.True(IsAlive(left));
        }
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(left), Patience));
    }

    [Fact]
    public void AProgramThatIsNot_CannotBeStarted() =>
        Assert.Throws<System.ComponentModel.Win32Exception>(() => StartedProgram.Start(["/no/such/program"]));

    // One that nobody waited for is a zombie, and over.
    private static bool IsAlive(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return !process.HasExited
                && (!OperatingSystem.IsLinux()
                    || !File.ReadAllText($"/proc/{number}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
