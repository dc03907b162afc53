/* What the driver brings of a runtime for C++. What calls `RunAtExit`, if anything, is made by its build. */
#include <ntddk.h>

typedef void(__cdecl *AtExit)();

static AtExit g_AtExit[32];
static LONG g_Count;

extern "C" int __cdecl atexit(AtExit routine)
{
    if (g_Count == ARRAYSIZE(g_AtExit))
        return 1;
    g_AtExit[g_Count++] = routine;
    return 0;
}

extern "C" void __cdecl RunAtExit()
{
    while (g_Count > 0)
        g_AtExit[--g_Count]();
}
