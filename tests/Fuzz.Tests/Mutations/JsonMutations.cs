using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fuzz.Tests.Mutations;

/// <summary>Changes JSON as JSON: values of other types; missing, new, duplicate or moved keys; nesting.</summary>
internal static class JsonMutations
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
    };

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        try
        {
            JsonNode root = JsonNode.Parse(input)!;
            List<JsonNode> containers = [.. Containers(root)];
            if (containers.Count == 0) return TextMutations.Bytes(Value(root, random)?.ToJsonString() ?? "null");
            int visits = random.Next(4) > 0 ? 1 : random.Next(1, 6);
            for (int i = 0; i < visits; i++) Change(Awkward.Pick(containers, random), root, random);
            string text = root.ToJsonString(Plain);
            return TextMutations.Bytes(random.Next(12) == 0 ? Twice(text, random) : text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return TextMutations.Any(input, random); // no longer JSON
        }
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject map => [map, .. map.SelectMany(pair => Containers(pair.Value))],
        JsonArray list => [list, .. list.SelectMany(Containers)],
        _ => [],
    };

    private static void Change(JsonNode container, JsonNode root, Random random)
    {
        if (container is JsonObject map)
        {
            string key = map.Count == 0 ? "a" : map.ElementAt(random.Next(map.Count)).Key;
            switch (random.Next(5))
            {
                case 0: map.Remove(key); break;
                case 1: map[Awkward.Text(random)] = Value(root, random); break;
                case 2:
                    JsonNode? moved = map[key]?.DeepClone();
                    map.Remove(key);
                    map[random.Next(2) == 0 ? key + "x" : Awkward.Text(random)] = moved;
                    break;
                default: map[key] = Value(root, random); break;
            }
            return;
        }
        var list = (JsonArray)container;
        switch (random.Next(4))
        {
            case 0 when list.Count > 0: list.RemoveAt(random.Next(list.Count)); break;
            case 1 when list.Count > 0:
                JsonNode? repeated = list[random.Next(list.Count)];
                for (int i = random.Next(100); i > 0; i--) list.Add(repeated?.DeepClone());
                break;
            case 2: list.Clear(); break;
            default:
                if (list.Count == 0) list.Add(Value(root, random));
                else list[random.Next(list.Count)] = Value(root, random);
                break;
        }
    }

    private static JsonNode? Value(JsonNode root, Random random) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => new JsonObject(),
        3 => new JsonArray(),
        4 => new JsonArray(1, "a", null),
        5 => Nested(random.Next(80)),
        6 => Awkward.Pick(Containers(root).ToList(), random).DeepClone(),
        7 => Awkward.Text(random),
        _ => Number(random),
    };

    private static JsonNode Number(Random random)
    {
        try
        {
            return JsonNode.Parse(Awkward.Number(random))!;
        }
        catch (JsonException)
        {
            return random.Next(-2, 3);
        }
    }

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonArray();
        for (int i = 0; i < depth; i++) node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        return node;
    }

    // A duplicate key.
    private static string Twice(string text, Random random)
    {
        int at = text.IndexOf('{', random.Next(text.Length));
        int colon = at < 0 ? -1 : text.IndexOf(':', at);
        return colon < 0 ? text : text.Insert(at + 1, text[(at + 1)..colon] + ":1,");
    }
}
