using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradingBot.LocalRuntime.Tests.Hosting;

namespace TradingBot.LocalRuntime.Tests.Http;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private TestHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(typeof(SampleFunctions));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/api/ByName", "path /api/ByName")]
    [InlineData(
        "/api/typed/a%20b/7/9000000000/4e1c7d6a-6a3c-4a5f-9a9e-1d1f2e3a4b5c", "GET a b 7 9000000000 4e1c7d6a-6a3c-4a5f-9a9e-1d1f2e3a4b5c")]
    [InlineData("/api/optional", "GET none none")]
    [InlineData("/api/optional/3", "GET 3 none")]
    [InlineData("/api/files/a/b/c.txt", "GET a/b/c.txt")]
    public async Task Function_is_reached_by_its_route(string path, string expected) =>
        Assert.Equal(expected, await _host.Client.GetStringAsync(path, Token));

    [Fact]
    public async Task Object_is_answered_as_json()
    {
        using var response = await _host.Client.PostAsync("/api/Json", content: null, Token);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"symbol":"POST","quantity":1.50}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Function_without_a_result_answers_no_content()
    {
        using var response = await _host.Client.GetAsync("/api/Nothing", Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Instance_function_gets_its_services_from_the_scope_of_the_invocation() =>
        Assert.Equal("Instance True True", await _host.Client.GetStringAsync("/api/Instance", Token));

    [Fact]
    public async Task Route_value_of_a_wrong_kind_is_a_bad_request_that_names_it()
    {
        using var response = await _host.Client.GetAsync("/api/optional/many", Token);

        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest, "http.badRequest");
        Assert.Contains("'page'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_address_is_a_problem_with_a_code()
    {
        using var response = await _host.Client.GetAsync("/api/unknown", Token);

        await ProblemAsync(response, HttpStatusCode.NotFound, "http.notFound");
    }

    [Fact]
    public async Task Other_method_is_a_problem_that_tells_the_allowed_ones()
    {
        using var response = await _host.Client.DeleteAsync("/api/Json", Token);

        await ProblemAsync(response, HttpStatusCode.MethodNotAllowed, "http.methodNotAllowed");
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Not_found_that_a_function_chose_stays_as_it_is()
    {
        using var response = await _host.Client.GetAsync("/api/OwnNotFound", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.True(response.Headers.Contains("X-Own"));
    }

    [Fact]
    public async Task Body_over_the_limit_is_refused()
    {
        // Refused by its length alone, and the connection is closed: who is still writing the body then may miss the answer.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/Echo")
        {
            Content = new ByteArrayContent(new byte[1024 * 1024 + 1]),
        };
        request.Headers.ExpectContinue = true;
        using var response = await _host.Client.SendAsync(request, Token);

        await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "http.bodyTooLarge");
    }

    [Fact]
    public async Task Exception_answers_a_problem_without_its_message()
    {
        using var response = await _host.Client.GetAsync("/api/Broken", Token);

        var problem = await ProblemAsync(response, HttpStatusCode.InternalServerError, "server.error");
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_do_not_name_the_server_and_carry_security_headers()
    {
        using var response = await _host.Client.GetAsync("/api/ByName", Token);

        Assert.Empty(response.Headers.Server);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        return problem;
    }
}
