#include <ntddk.h>

constexpr UNICODE_STRING operator""_us(const wchar_t *text, size_t length)
{
    return {static_cast<USHORT>(length * 2), static_cast<USHORT>(length * 2 + 2), const_cast<PWCH>(text)};
}

template <size_t Size> constexpr UNICODE_STRING Literal(const wchar_t (&text)[Size])
{
    return UNICODE_STRING{(Size - 1) * 2, Size * 2, const_cast<PWCH>(text)};
}

constexpr UNICODE_STRING Same(UNICODE_STRING text)
{
    return text;
}

UNICODE_STRING g_Name = L"ab"_us;
UNICODE_STRING g_Link = Literal(L"abc");
UNICODE_STRING g_Same = Same(L"abcd"_us);

USHORT test()
{
    static UNICODE_STRING local = L"a"_us;

    return g_Name.Length + local.Length;
}
