#include <ntddk.h>

NTSTATUS Step(int n);
void Drop(int n);

template <class... N> bool All(N... n)
{
    return (NT_SUCCESS(Step(n)) && ...);
}

template <class... N> void Each(N... n)
{
    (Drop(n), ...);
    (..., Drop(n));
}

NTSTATUS Either(auto n, auto routine)
{
    if constexpr (sizeof(n) == sizeof(int))
        return routine(n);
    else
        return Step(0);
}

NTSTATUS test(void)
{
    if (!All(1, 2))
        return STATUS_UNSUCCESSFUL;
    Each(3, 4);
    return Either(5, Step);
}
