using System.Buffers.Binary;
using System.Xml.Linq;

namespace Report.Tests;

/// <summary><c>romhost report --figures</c>.</summary>
[Collection("reports")]
public sealed class FigureTests(ReportedExperiment experiment)
{
    private string Figures => Path.Combine(experiment.Experiment, "figures");

    [Fact]
    public async Task EveryFigureOfTheReport_IsAnSvgAndAPng()
    {
        ReportedExperiment.SkipWithoutBrowser();
        experiment.Run("report", experiment.Experiment, "--figures");
        string[] svgs = Directory.GetFiles(Figures, "*.svg"), pngs = Directory.GetFiles(Figures, "*.png");
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        Assert.Equal(await report.Page.Locator("main section > div:not(#player) > figure").CountAsync(), svgs.Length);
        Assert.Equal(
            svgs.Select(Path.GetFileNameWithoutExtension).Order(),
            pngs.Select(Path.GetFileNameWithoutExtension).Order());
        foreach (string svg in svgs)
        {
            var picture = XDocument.Load(svg).Root!;
            Assert.Equal("{http://www.w3.org/2000/svg}svg", picture.Name.ToString());
            Assert.NotEmpty(picture.Element("{http://www.w3.org/2000/svg}title")!.Value);
            Assert.True(picture.Descendants().Count() > 20, svg);
            byte[] png = File.ReadAllBytes(Path.ChangeExtension(svg, ".png"));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            // Twice the size, for paper.
            Assert.Equal(2 * (int)picture.Attribute("width")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.Equal(2 * (int)picture.Attribute("height")!, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        }
        // A figure that stands alone has its legend on it.
        Assert.Contains("LSTM", XDocument.Load(Path.Combine(Figures, "r2.svg")).Root!.Value);
    }

    [Fact]
    public void WithoutFFmpeg_MoviesAreGifs_AndWithoutABrowserTheRestIsSaid()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("gifs");
        var (exitCode, output, error) = experiment.Start(
            findsPrograms: false, browser: "/nowhere/chromium", "report", copy, "--figures");
        Assert.Equal(2, exitCode);
        Assert.Contains("ROMHOST_BROWSER", error);
        string[] movies = Directory.GetFiles(Path.Combine(copy, "figures"), "*.gif");
        Assert.Equal(
            ["run_000_truth_MVAR_LSTM.gif", "run_001_truth_MVAR_LSTM.gif"], movies.Select(Path.GetFileName).Order());
        Assert.All(movies, movie => Assert.Contains(movie, output));
    }

    [Fact]
    public async Task AMovie_ShowsTruthAndForecasts()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("movies");
        Assert.Equal(
            0, experiment.Start(
                findsPrograms: false, ReportedExperiment.Chromium, "report", copy, "--figures").ExitCode);
        await using var report = await OpenedReport.Of(experiment, experiment.Experiment);
        // The browser validates the format: it draws the first frame, three pictures of 240 pixels with gaps of 8.
        byte[] gif = await File.ReadAllBytesAsync(
            Path.Combine(copy, "figures", "run_000_truth_MVAR_LSTM.gif"), TestContext.Current.CancellationToken);
        int[] shape = await report.Page.EvaluateAsync<int[]>("""
            async text => {
              const image = new Image();
              image.src = `data:image/gif;base64,${text}`;
              await image.decode();
              const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
              [canvas.width, canvas.height] = [image.width, image.height];
              context.drawImage(image, 0, 0);
              const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
              return [image.width, image.height, new Set(pixels).size];
            }
            """, Convert.ToBase64String(gif));
        Assert.Equal([736, 240], shape[..2]);
        Assert.InRange(shape[2], 50, 256);
    }

    [Fact]
    public void ADamagedForecast_CostsItsOwnMovieOnly()
    {
        ReportedExperiment.SkipWithoutBrowser();
        string copy = experiment.Copy("damaged-movie");
        File.WriteAllText(Path.Combine(copy, "test", "run_000", "density_pred_mvar.npz"), "damaged");
        var (exitCode, _, error) = experiment.Start(findsPrograms: true, browser: null, "report", copy, "--figures");
        Assert.Equal(0, exitCode);
        Assert.Contains("no movie of run_000", error);
        Assert.Single(Directory.GetFiles(Path.Combine(copy, "figures"), "run_*"));
    }
}
