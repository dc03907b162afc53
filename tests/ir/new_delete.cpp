#include <ntddk.h>

enum class Pool : ULONG64 { Paged = POOL_FLAG_PAGED, NonPaged = POOL_FLAG_NON_PAGED };

void *operator new(size_t size, Pool pool, ULONG tag = 'txeT')
{
    return ExAllocatePool2((POOL_FLAGS)pool, size, tag);
}

void *operator new[](size_t size, Pool pool, ULONG tag = 'txeT');
void operator delete(void *p, size_t size);

template <typename T, ULONG Tag> struct Tagged {
    void *operator new(size_t size) noexcept
    {
        return ExAllocatePool2(POOL_FLAG_PAGED, size, Tag);
    }
    void operator delete(void *p)
    {
        ExFreePoolWithTag(p, Tag);
    }
};

struct Own : Tagged<Own, 'nwOt'> {
    ULONG value;
};

struct State {
    LARGE_INTEGER when;
    State() : when{}
    {
    }
    ~State()
    {
        KeBugCheck(1);
    }
};

/* An instance of a template: the parser has these end with `new`. */
template <typename Type> Type *make_bare(PVOID there, ULONG count)
{
    Type *placed = new (there) Type;
    Type *several = new (Pool::Paged) Type[count];
    Type *own = ::new (Pool::NonPaged, 'etSt') Type;

    return count ? placed : own ? several : nullptr;
}

#define MAKE(type) new (Pool::Paged) type

void test(PVOID there, LARGE_INTEGER now)
{
    Own *own = new Own;
    State *state = new (Pool::NonPaged, 'etSt') State;
    char *text = new (Pool::Paged) char[16];
    State *made = MAKE(State);
    State *placed = new (there) State();
    ULONG *plain = ::new (Pool::Paged) ULONG(3);

    state->when = placed->when = now;
    *made = *state;
    delete own;
    delete state;
    delete[] text;
    ::delete plain;
    make_bare<State>(there, 3);
}
