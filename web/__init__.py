"""The web edge of Wheel of Misfortune: pages, sockets, rooms, pacer and store.

It owns the wall clock, the disk and the network; its counterpart below the line is the package `simulator`.
"""
