#include <ntddk.h>
#include <wil/resource.h>

void *operator new(size_t size, POOL_TYPE type);

typedef struct _PLAIN {
    int a;
    int b;
} PLAIN;

struct Base {
    int first = 1;
    ~Base();
};

struct Event {
    PKEVENT event = nullptr;
    ~Event()
    {
        if (!event)
            return;
        ObDereferenceObject(event);
    }
};

struct Member : Base {
    Event held;
    int count = 2, other;
    int flags : 3;
    PLAIN plain;

    Member() = default;
    explicit Member(int n) : count(n)
    {
    }
    Member(int n, int m) : Member(n)
    {
        other = m;
    }
    ~Member()
    {
        if (count)
            return;
        Step(count);
    }
    NTSTATUS Step(int n);
};

struct Listed {
    int a, b = 5;
    int c = b + 1;
};

template <typename F> class ScopeExit {
public:
    explicit ScopeExit(F f) : f_(f)
    {
    }
    ~ScopeExit()
    {
        f_();
    }

private:
    F f_;
};

template <typename T> struct Trivial {
    T value = 0;
};

Event Make(int n)
{
    Event made;

    if (n)
        return made;
    return Event{};
}

NTSTATUS test(int n)
{
    struct Reference {
        PKEVENT Event = nullptr;
        ~Reference()
        {
            if (!this->Event)
                return;
            ObDereferenceObject(this->Event);
        }
    } low;

    if (n == 1) {
        Member one(1), two;
        Event many[2];

        return 1;
    }
    if (n == 2) {
        Listed listed = {3}, all = {}, named = {.c = 4};
        Listed plain;
        PLAIN zero = {0}, pair = {1};
        Trivial<int> trivial;

        n = listed.a + all.b + named.c + plain.b + zero.a + pair.b + trivial.value;
    }
    if (n == 3) {
        wil::unique_handle handle;
        auto exit = wil::scope_exit([&] { n = 4; });
        auto made = MakeGuard([&] { n = 5; });
        ScopeExit own([&] { n = 6; });
        CAutoLock lock(&n);
        UNSEEN_CONFIG config;

        UNSEEN_CONFIG_INIT(&config);
    }
    Member *released = new (NonPagedPoolNx) Member(7);

    delete released;
    return STATUS_SUCCESS;
}
