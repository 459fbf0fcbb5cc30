using System.Text.Json.Nodes;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Reporting.Html;

/// <summary>Members of an ensemble for the report's player: 8 bits a cell, on the scale of the run's truth.</summary>
internal static class ReportMembers
{
    // Fewer frames are no movie.
    private const int FewestFrames = 10;

    /// <summary>Returns the movies of members, with as many frames as there is room for.</summary>
    /// <param name="movie">The members; null where they were not saved.</param>
    /// <param name="greatest">The density for 255.</param>
    /// <param name="bytes">The bytes that there is room for, less those that are used on return.</param>
    /// <returns>The movies; null where there are none, or no room.</returns>
    public static JsonObject? Of(MemberMovie? movie, float greatest, ref long bytes)
    {
        if (movie is null || movie.Members == 0) return null;
        int frames = movie.Times.Length, cells = movie.Ny * movie.Nx;
        long ofFrame = (long)movie.Members * cells, most = ofFrame == 0 ? 0 : bytes / ofFrame;
        if (most < Math.Min(FewestFrames, frames)) return null;
        int stride = (int)((frames + most - 1) / most);
        int[] kept = [.. Enumerable.Range(0, frames).Where(k => k % stride == 0)];
        bytes -= kept.Length * ofFrame;
        var (movies, shifts) = (new JsonArray(), new JsonArray());
        for (int m = 0; m < movie.Members; m++)
        {
            float[] densities =
                [.. kept.SelectMany(k => movie.Densities.AsSpan((m * frames + k) * cells, cells).ToArray())];
            movies.Add(ReportMovie.Bytes(densities, greatest));
            shifts.Add(new JsonArray([.. kept.SelectMany(k => new[] { 2 * (m * frames + k), 2 * (m * frames + k) + 1 })
                .Select(at => (JsonNode)movie.Shifts[at])]));
        }
        return new JsonObject
        {
            ["ny"] = movie.Ny,
            ["nx"] = movie.Nx,
            ["times"] = new JsonArray([.. kept.Select(k => (JsonNode)movie.Times[k])]),
            ["movies"] = movies,
            ["shifts"] = shifts,
        };
    }
}
