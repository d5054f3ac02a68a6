using System.Globalization;
using System.Text;

namespace TradingBot.Core.Tests.ExitRules;

/// <summary>Price, stop and targets of a walk as an SVG.</summary>
internal static class ExitPicture
{
    private const int Width = 640;
    private const int Height = 240;
    private const int Left = 12;
    private const int Right = 92;
    private const int Margin = 22;
    private const int Minutes = 90;

    public static string Of(ExitRule rule, ExitWalk walk)
    {
        var levels = walk.Prices.Concat(walk.Stops).Concat(walk.Trade.Targets.Select(static target => target.Price)).ToList();
        var (low, high) = (levels.Min(), levels.Max());
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{rule.Name}</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" rx=\"8\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>\n");
        Level(walk.Trade.EntryPrice!.Value, "entry", "#57606a", "2 4");
        foreach (var (target, number) in walk.Trade.Targets.Select(static (target, index) => (target, index + 1)))
            Level(target.Price, $"target {number}{(target.IsReached ? " ✓" : "")}", "#1a7f37", "6 4");
        Line(walk.Prices, "#24292f", 2, isStepped: false);
        Line(walk.Stops, "#cf222e", 2, isStepped: true);
        // Under the line: beside it stand the names of the levels, where a stop often lies.
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left + 4}\" y=\"{Y(walk.Stops[0]) + 15}\" fill=\"#cf222e\">stop</text>\n");
        if (walk.IsStopped)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(walk.Prices.Count - 1)}\" cy=\"{Y(walk.Stops[^1])}\" r=\"5\" fill=\"#cf222e\"/>\n");
        return svg.Append("</svg>\n").ToString();

        void Level(decimal price, string name, string colour, string dashes)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" y1=\"{Y(price)}\" x2=\"{Width - Right}\" y2=\"{Y(price)}\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\"/>\n");
            Text(price, name, colour);
        }

        void Text(decimal price, string name, string colour) => svg.Append(
            CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 8}\" y=\"{Y(price) + 4}\" fill=\"{colour}\">{name}</text>\n");

        void Line(IReadOnlyList<decimal> prices, string colour, int width, bool isStepped)
        {
            var points = prices.SelectMany((price, minute) => isStepped && minute > 0
                ? [$"{X(minute)},{Y(prices[minute - 1])}", $"{X(minute)},{Y(price)}"]
                : (string[])[$"{X(minute)},{Y(price)}"]);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" points=\"{string.Join(' ', points)}\"/>\n");
        }

        decimal Y(decimal price) => Math.Round(Margin + ((high - price) * (Height - (2 * Margin)) / (high - low)), 1);
    }

    private static int X(int minute) => Left + (minute * (Width - Left - Right) / Minutes);
}
