using Scout.Server.Hosting;
using Scout.Server.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddScout();

var app = builder.Build();
await app.PrepareStorageAsync();
app.MapScout();
await app.RunAsync();
