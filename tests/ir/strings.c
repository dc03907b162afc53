#include <ntddk.h>

VOID Take(const WCHAR *wide, const char *narrow);
#define NAME L"Name"

VOID test(VOID)
{
    Take(L"\\Device\\" NAME, "tab\tquote\"");
    Take(L"\x00e9\u20ac", __FUNCTION__);
}
