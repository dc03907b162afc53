/* A part of the library of C++, with a member that nobody else gives it. */
#pragma once
namespace std
{
template <class T> struct span {
    T *at;
    span(T *first, int) : at(first)
    {
    }
    int shelf()
    {
        return *at;
    }
};
} // namespace std
