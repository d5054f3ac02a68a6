using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace TradingBot.LocalRuntime.Http;

/// <summary>A folder of static files with one page that handles every address which is neither a file nor a function.</summary>
internal sealed partial class StaticSite : IDisposable
{
    private const string Page = "index.html";

    private readonly PhysicalFileProvider _files;

    private StaticSite(string folder) => _files = new PhysicalFileProvider(folder);

    public static StaticSite? Open(string? folder) =>
        folder is not null && Directory.Exists(folder) ? new StaticSite(Path.GetFullPath(folder)) : null;

    public void ServeFiles(WebApplication app)
    {
        app.Lifetime.ApplicationStopped.Register(Dispose);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = _files, OnPrepareResponse = SetCaching });
    }

    public void Dispose() => _files.Dispose();

    public async Task ServePageAsync(HttpContext http, RequestDelegate next)
    {
        var page = _files.GetFileInfo(Page);
        if (http.GetEndpoint() is not null || !AsksForPage(http.Request) || !page.Exists)
        {
            await next(http);
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentLength = page.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.SendFileAsync(page, http.RequestAborted);
    }

    private static bool AsksForPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments(HttpRoutes.Prefix, StringComparison.OrdinalIgnoreCase)
        && (request.Path == "/" || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    // A name that carries a hash of its content never changes its content; every other file is asked for again.
    private static void SetCaching(StaticFileResponseContext served)
    {
        var isHashed = served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            && HashedName().IsMatch(served.File.Name);
        served.Context.Response.Headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
    }

    [GeneratedRegex(@"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HashedName();
}
