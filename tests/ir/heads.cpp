#include <ntddk.h>

struct Guard {
    Guard(int n);
    ~Guard();
};
struct List {
    int all[3];
};

NTSTATUS Step(int n);
List Lists();

template <class T> NTSTATUS Made(T n)
{
    switch (T inner = n; inner) {
    case 1:
        return Step(1);
    default:
        return Step(2);
    }
}

NTSTATUS test(int n)
{
    NTSTATUS status;

    switch (auto first = Step(n); first) {
    case STATUS_SUCCESS:
        break;
    default:
        return first;
    }
    switch (status = Step(n); status) {
    case STATUS_PENDING:
        return status;
    }
    switch (Guard hold(1); n) {
    case 1:
        return Step(3);
    }
    for (auto lists = Lists(); int x : lists.all)
        n += x;
    for (Guard hold(2); auto x : {Step(4), Step(5)}) {
        if (!NT_SUCCESS(x))
            return x;
    }
    return Made(n) + Made((long)n);
}
