using PostHog;
using Microsoft.FeatureManagement;

var builder = WebApplication.CreateBuilder(args);
builder.AddPostHog(options => options.UseFeatureManagement<Provider>());
