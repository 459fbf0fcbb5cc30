using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

/// <summary>Any file content is bound or refused with located errors; no other exception occurs.</summary>
public class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "a", ": ", ":", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&x ", "*x", "!!int ", "!", "\"", "'", "#", "|", ">",
        "?", "---", "...", "~", "%YAML 1.2", "@", "`", "\t", "é", "😀", "\\", "1", "0x", "<<", "sim", "models", "train",
        "plugin", "mvar", "rom", "\r", "=",
    ];

    [Property(MaxTest = 1000)]
    public Property AnyPieces_AreBoundOrRefusedWithAPlace() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf().Select(list => string.Concat(list)).ToArbitrary(),
        text => Survives(Encoding.UTF8.GetBytes(text)));

    [Property(MaxTest = 300)]
    public bool AnyBytes_AreBoundOrRefusedWithAPlace(byte[] bytes) => Survives(bytes);

    [Property(MaxTest = 300)]
    public bool AValidFileWithAnyDamage_IsBoundOrRefusedWithAPlace(
        PositiveInt where, PositiveInt length, NonNull<string> put, bool theirs)
    {
        string text = theirs ? Sample.Text("NDYN04_gas.yaml") : Sample.Block;
        int start = where.Get % text.Length;
        int end = Math.Min(text.Length, start + (length.Get % 20));
        return Survives(Encoding.UTF8.GetBytes(text[..start] + put.Get + text[end..]));
    }

    [Property(MaxTest = 300)]
    public bool AnyOverride_IsAppliedOrRefused(NonNull<string> key, NonNull<string> value)
    {
        try
        {
            Sample.Bind(Sample.Block, $"{key.Get}={value.Get}");
        }
        catch (ConfigurationException e)
        {
            return e.Errors.All(error => error.Message.Length > 0);
        }
        return true;
    }

    private static bool Survives(byte[] bytes)
    {
        try
        {
            new ExperimentBinder(FakePlugins.All).Bind(ConfigurationDocument.Parse(bytes, "f.yaml"));
        }
        catch (ConfigurationException e)
        {
            return e.Errors.Count > 0 && e.Errors.All(error =>
                error.Location is { Source: "f.yaml", Line: > 0, Column: > 0 }
                && error.Message.Length > 0 && !error.ToString().Contains('\n'));
        }
        return true;
    }
}
