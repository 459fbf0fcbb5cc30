using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary>Records as another build of the host would have written them (docs/file-formats.md).</summary>
internal static class RecordFile
{
    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes a record's text and updates its checksum; changes other files without that.</summary>
    public static void Change(string path, Func<string, string> change)
    {
        string text = change(File.ReadAllText(path));
        if (JsonNode.Parse(text) is JsonObject record && record["sha256"] is not null)
        {
            var content = new JsonObject();
            foreach (string part in new[] { "inputs", "outputs", "facts", "seconds" })
                content[part] = record[part]!.DeepClone();
            record["sha256"] =
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString(Written) + "\n")));
            text = record.ToJsonString(Written) + "\n";
        }
        File.WriteAllText(path, text);
    }
}
