using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Pipeline;

namespace RomHost.Reporting.Html;

/// <summary>What an experiment is made of, for the report: simulator, seed, counts, reduction, versions.</summary>
internal static class ReportSetup
{
    /// <summary>Returns pairs of name and value; those that the summary lacks are left out.</summary>
    /// <param name="summary">The summary, or null.</param>
    public static JsonArray Of(ExperimentSummary? summary)
    {
        var rows = new JsonArray();
        if (summary is null) return rows;
        var json = summary.Json;
        string? Number(params ReadOnlySpan<string> keys) =>
            json.NumberAt(keys) is { } number ? number.ToString(CultureInfo.InvariantCulture) : null;
        void Add(string name, string? value)
        {
            if (value is not null) rows.Add(new JsonArray(name, value));
        }

        Add("simulator", json.TextAt("config", "simulator", "plugin"));
        Add("particles", Number("config", "simulator", "particles"));
        Add("seed", Number("config", "seed"));
        Add("training runs", With(Number("n_train"), Number("config", "train", "duration")));
        Add("test runs", With(Number("n_test"), Number("config", "test", "duration")));
        Add("density", json.TextAt("config", "density", "plugin"));
        Add("cells", Number("pod", "cells"));
        Add("POD modes", summary.Modes?.ToString(CultureInfo.InvariantCulture));
        Add("shift alignment", summary.ShiftAlign);
        Add("transform", summary.Transform);
        foreach (var model in summary.Models)
            Add($"model {model.Name}", summary.ValueAt(model.Name, "plugin").TextAt());
        foreach (var plugin in json["plugins"] as JsonArray ?? [])
            Add($"plugin {plugin.TextAt("name")}", plugin.TextAt("version"));
        Add("made", json.TextAt("timestamp"));
        return rows;
    }

    private static string? With(string? count, string? duration) =>
        count is null || duration is null ? count : $"{count} of {duration} time units";
}
