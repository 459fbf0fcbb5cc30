using System.Diagnostics;
using System.Globalization;

namespace Peers.Processes;

/// <summary>
/// A peer in Python: a script that loads its data, and for every line that it reads works once and answers with the
/// seconds of a unit of work.
/// </summary>
internal sealed class PythonPeer : Measuring.IContender
{
    private readonly Process process;

    private PythonPeer(string name, Process process) => (Name, this.process) = (name, process);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Starts a peer.</summary>
    /// <param name="name">The name in the table.</param>
    /// <param name="threads">Threads that its libraries may use.</param>
    /// <param name="script">Script in <c>python/</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Null where Python or a library of the script is missing.</returns>
    public static PythonPeer? Start(string name, int threads, string script, params IEnumerable<string> arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "python", script);
        // The distribution's Python, which has the distribution's libraries.
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var start = new ProcessStartInfo(python, [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string library in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[library] = threads.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        return process.StandardOutput.ReadLine() == "ready" ? new PythonPeer(name, process) : null;
    }

    /// <inheritdoc/>
    public double Measure()
    {
        process.StandardInput.WriteLine();
        string answer = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Name} ended without an answer");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
